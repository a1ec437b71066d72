using System.Collections;
using System.Globalization;
using TorchSharp.Modules;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
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

        public ParameterList(params Parameter[] parameters) : base("ParameterList") => extend(parameters);

        public int Count => _list.Count;

        public bool IsReadOnly => false;

        public Parameter this[int index]
        {
            get => _list[index];
            set => Change(() => _list[index] = value);
        }

        public void append(params Parameter[] parameters) => extend(parameters);

        public void extend(IEnumerable<Parameter> parameters) => Change(() => _list.AddRange(parameters));

        public void Add(Parameter item) => Change(() => _list.Add(item));

        public void Insert(int index, Parameter item) => Change(() => _list.Insert(index, item));

        public void RemoveAt(int index) => Change(() => _list.RemoveAt(index));

        public bool Remove(Parameter item)
        {
            int index = IndexOf(item);
            if (index >= 0) RemoveAt(index);
            return index >= 0;
        }

        public void Clear() => Change(_list.Clear);

        public bool Contains(Parameter item) => IndexOf(item) >= 0;

        public int IndexOf(Parameter item) => _list.FindIndex(p => ReferenceEquals(p, item));

        public void CopyTo(Parameter[] array, int arrayIndex) => _list.CopyTo(array, arrayIndex);

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
