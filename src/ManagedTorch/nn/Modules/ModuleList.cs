using System.Collections;
using System.Globalization;
using TorchSharp.Modules;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static ModuleList<Module> ModuleList(params Module[] modules) => new(modules);

            public static ModuleList<T> ModuleList<T>(params T[] modules) where T : Module => new(modules);
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>A list of modules whose parts belong to the model; their names are their places in the list.</summary>
    public class ModuleList<T> : torch.nn.Module, IList<T> where T : torch.nn.Module
    {
        private readonly List<T> _modules = [];

        public ModuleList(params T[] modules) : base("ModuleList") => extend(modules);

        public int Count => _modules.Count;

        public bool IsReadOnly => false;

        public T this[int index]
        {
            get => _modules[index];
            set => Change(() => _modules[index] = value);
        }

        public void append(params T[] parameters) => extend(parameters);

        public void extend(IEnumerable<T> modules) => Change(() => _modules.AddRange(modules));

        public void Add(T item) => Change(() => _modules.Add(item));

        public void Insert(int index, T item) => Change(() => _modules.Insert(index, item));

        public void RemoveAt(int index) => Change(() => _modules.RemoveAt(index));

        public bool Remove(T item)
        {
            int index = IndexOf(item);
            if (index >= 0) RemoveAt(index);
            return index >= 0;
        }

        public void Clear() => Change(_modules.Clear);

        public bool Contains(T item) => _modules.Contains(item);

        public int IndexOf(T item) => _modules.IndexOf(item);

        public void CopyTo(T[] array, int arrayIndex) => _modules.CopyTo(array, arrayIndex);

        public IEnumerator<T> GetEnumerator() => _modules.GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        /// <summary>Names are places, so every change names all modules anew.</summary>
        private void Change(Action change)
        {
            change();
            ClearModules();
            for (int i = 0; i < _modules.Count; i++)
                register_module(i.ToString(CultureInfo.InvariantCulture), _modules[i]);
        }
    }
}
