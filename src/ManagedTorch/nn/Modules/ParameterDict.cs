using System.Collections;
using System.Diagnostics.CodeAnalysis;
using TorchSharp.Modules;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>A dictionary of the given names and parameters.</summary>
            public static ParameterDict ParameterDict(params (string, Parameter)[] parameters)
            {
                var dictionary = new ParameterDict();
                foreach ((string name, Parameter parameter) in parameters) dictionary.Add(name, parameter);
                return dictionary;
            }
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>Parameters by name, in the order in which they were added; they belong to the model.</summary>
    public class ParameterDict : torch.nn.Module, IEnumerable<(string, Parameter)>
    {
        private readonly OrderedDictionary<string, Parameter> _dictionary = [];

        /// <summary>An empty dictionary of parameters.</summary>
        public ParameterDict() : base("ParameterDict") { }

        /// <summary>The number of parameters.</summary>
        public int Count => _dictionary.Count;

        /// <summary>The parameter of a name; setting one replaces what had the name, in its place.</summary>
        public Parameter this[string key]
        {
            get => _dictionary[key];
            set
            {
                ConditionallyRegisterParameter(key, value);
                _dictionary[key] = value;
            }
        }

        /// <summary>Registers a parameter under a name.</summary>
        /// <exception cref="ArgumentException">The name is empty, contains a dot or is taken.</exception>
        public void Add(string key, Parameter value)
        {
            register_parameter(key, value);
            _dictionary.Add(key, value);
        }

        /// <summary>Removes the parameter of a name from the model; false when there is none.</summary>
        public bool Remove(string key)
        {
            ConditionallyRegisterParameter(key, null);
            return _dictionary.Remove(key);
        }

        /// <summary>Removes all parameters from the model.</summary>
        public void clear()
        {
            foreach (string key in _dictionary.Keys) ConditionallyRegisterParameter(key, null);
            _dictionary.Clear();
        }

        /// <summary>Whether there is a parameter of that name.</summary>
        public bool ContainsKey(string key) => _dictionary.ContainsKey(key);

        /// <summary>Finds the parameter of a name; false when there is none.</summary>
        public bool TryGetValue(string key, [MaybeNullWhen(false)] out Parameter value) =>
            _dictionary.TryGetValue(key, out value);

        /// <summary>The names, in the order in which they were added.</summary>
        public IEnumerable<string> keys() => _dictionary.Keys;

        /// <summary>The parameters, in the order in which they were added.</summary>
        public IEnumerable<Parameter> values() => _dictionary.Values;

        /// <summary>Names and parameters, in the order in which they were added.</summary>
        public IEnumerator<(string, Parameter)> items() => GetEnumerator();

        /// <summary>Names and parameters, in the order in which they were added.</summary>
        public IEnumerator<(string, Parameter)> GetEnumerator() =>
            _dictionary.Select(p => (p.Key, p.Value)).GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
