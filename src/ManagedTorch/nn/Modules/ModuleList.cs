using System.Collections;
using System.Globalization;
using TorchSharp.Modules;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>A list of the given modules.</summary>
            public static ModuleList<Module> ModuleList(params Module[] modules) => new(modules);

            /// <summary>A list of the given modules.</summary>
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

        /// <summary>A list of the given modules.</summary>
        public ModuleList(params T[] modules) : base("ModuleList") => extend(modules);

        /// <summary>The number of modules.</summary>
        public int Count => _modules.Count;

        /// <summary>False.</summary>
        public bool IsReadOnly => false;

        /// <summary>The module at a place.</summary>
        public T this[int index]
        {
            get => _modules[index];
            set => Change(() => _modules[index] = value);
        }

        /// <summary>Adds modules at the end.</summary>
        public void append(params T[] parameters) => extend(parameters);

        /// <summary>Adds modules at the end.</summary>
        public void extend(IEnumerable<T> modules) => Change(() => _modules.AddRange(modules));

        /// <summary>Adds a module at the end.</summary>
        public void Add(T item) => Change(() => _modules.Add(item));

        /// <summary>Inserts a module at a place; those behind it get new names.</summary>
        public void Insert(int index, T item) => Change(() => _modules.Insert(index, item));

        /// <summary>Removes the module at a place; those behind it get new names.</summary>
        public void RemoveAt(int index) => Change(() => _modules.RemoveAt(index));

        /// <summary>Removes a module; false when it is not in the list.</summary>
        public bool Remove(T item)
        {
            int index = IndexOf(item);
            if (index >= 0) RemoveAt(index);
            return index >= 0;
        }

        /// <summary>Removes all modules from the model.</summary>
        public void Clear() => Change(_modules.Clear);

        /// <summary>Whether a module is in the list.</summary>
        public bool Contains(T item) => _modules.Contains(item);

        /// <summary>The place of a module; -1 when it is not in the list.</summary>
        public int IndexOf(T item) => _modules.IndexOf(item);

        /// <summary>Copies all modules to an array, from an index on.</summary>
        public void CopyTo(T[] array, int arrayIndex) => _modules.CopyTo(array, arrayIndex);

        /// <summary>The modules in their order.</summary>
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
