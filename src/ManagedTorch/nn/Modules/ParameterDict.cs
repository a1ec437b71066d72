using System.Collections;
using System.Diagnostics.CodeAnalysis;
using TorchSharp.Modules;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
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

        public ParameterDict() : base("ParameterDict") { }

        public int Count => _dictionary.Count;

        public Parameter this[string key]
        {
            get => _dictionary[key];
            set
            {
                ConditionallyRegisterParameter(key, value);
                _dictionary[key] = value;
            }
        }

        public void Add(string key, Parameter value)
        {
            register_parameter(key, value);
            _dictionary.Add(key, value);
        }

        public bool Remove(string key)
        {
            ConditionallyRegisterParameter(key, null);
            return _dictionary.Remove(key);
        }

        public void clear()
        {
            foreach (string key in _dictionary.Keys) ConditionallyRegisterParameter(key, null);
            _dictionary.Clear();
        }

        public bool ContainsKey(string key) => _dictionary.ContainsKey(key);

        public bool TryGetValue(string key, [MaybeNullWhen(false)] out Parameter value) =>
            _dictionary.TryGetValue(key, out value);

        public IEnumerable<string> keys() => _dictionary.Keys;

        public IEnumerable<Parameter> values() => _dictionary.Values;

        public IEnumerator<(string, Parameter)> items() => GetEnumerator();

        public IEnumerator<(string, Parameter)> GetEnumerator() =>
            _dictionary.Select(p => (p.Key, p.Value)).GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
