using System.Collections;
using System.Globalization;
using TorchSharp.Modules;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>A list of the given parameters.</summary>
            public static ParameterList ParameterList(params Parameter[] parameters) => new(parameters);
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>A list of parameters that belong to the model; their names are their places in the list.</summary>
    public class ParameterList : torch.nn.Module, IList<Parameter>
    {
        private readonly List<Parameter> _list = [];

        /// <summary>A list of the given parameters.</summary>
        public ParameterList(params Parameter[] parameters) : base("ParameterList") => extend(parameters);

        /// <summary>The number of parameters.</summary>
        public int Count => _list.Count;

        /// <summary>False.</summary>
        public bool IsReadOnly => false;

        /// <summary>The parameter at a place.</summary>
        public Parameter this[int index]
        {
            get => _list[index];
            set => Change(() => _list[index] = value);
        }

        /// <summary>Adds parameters at the end.</summary>
        public void append(params Parameter[] parameters) => extend(parameters);

        /// <summary>Adds parameters at the end.</summary>
        public void extend(IEnumerable<Parameter> parameters) => Change(() => _list.AddRange(parameters));

        /// <summary>Adds a parameter at the end.</summary>
        public void Add(Parameter item) => Change(() => _list.Add(item));

        /// <summary>Inserts a parameter at a place; those behind it get new names.</summary>
        public void Insert(int index, Parameter item) => Change(() => _list.Insert(index, item));

        /// <summary>Removes the parameter at a place; those behind it get new names.</summary>
        public void RemoveAt(int index) => Change(() => _list.RemoveAt(index));

        /// <summary>Removes a parameter; false when it is not in the list.</summary>
        public bool Remove(Parameter item)
        {
            int index = IndexOf(item);
            if (index >= 0) RemoveAt(index);
            return index >= 0;
        }

        /// <summary>Removes all parameters from the model.</summary>
        public void Clear() => Change(_list.Clear);

        /// <summary>Whether a parameter is in the list.</summary>
        public bool Contains(Parameter item) => IndexOf(item) >= 0;

        /// <summary>The place of a parameter; -1 when it is not in the list.</summary>
        public int IndexOf(Parameter item) => _list.FindIndex(p => ReferenceEquals(p, item));

        /// <summary>Copies all parameters to an array, from an index on.</summary>
        public void CopyTo(Parameter[] array, int arrayIndex) => _list.CopyTo(array, arrayIndex);

        /// <summary>The parameters in their order.</summary>
        public IEnumerator<Parameter> GetEnumerator() => _list.GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        /// <summary>Names are places, so every change names all parameters anew.</summary>
        private void Change(Action change)
        {
            for (int i = 0; i < _list.Count; i++) ConditionallyRegisterParameter(Name(i), null);
            change();
            for (int i = 0; i < _list.Count; i++) register_parameter(Name(i), _list[i]);
        }

        private static string Name(int i) => i.ToString(CultureInfo.InvariantCulture);
    }
}
