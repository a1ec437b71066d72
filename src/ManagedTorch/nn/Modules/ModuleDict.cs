using System.Collections;
using System.Diagnostics.CodeAnalysis;
using TorchSharp.Modules;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>A dictionary of the given names and modules.</summary>
            public static ModuleDict<Module> ModuleDict(params (string, Module)[] modules) =>
                ModuleDict<Module>(modules);

            /// <summary>A dictionary of the given names and modules.</summary>
            public static ModuleDict<T> ModuleDict<T>(params (string, T)[] modules) where T : Module
            {
                var dictionary = new ModuleDict<T>();
                foreach ((string name, T module) in modules) dictionary.Add(name, module);
                return dictionary;
            }
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>Modules by name, in the order in which they were added; their parts belong to the model.</summary>
    public class ModuleDict<T> : torch.nn.Module, IEnumerable<(string, T)> where T : torch.nn.Module
    {
        private readonly OrderedDictionary<string, T> _modules = [];

        /// <summary>An empty dictionary of modules.</summary>
        public ModuleDict() : base("ModuleDict") { }

        /// <summary>The number of modules.</summary>
        public int Count => _modules.Count;

        /// <summary>The module of a name; setting one removes what had the name and adds it at the end.</summary>
        public T this[string key]
        {
            get => _modules[key];
            set
            {
                Remove(key);
                Add(key, value);
            }
        }

        /// <summary>Registers a module under a name.</summary>
        /// <exception cref="ArgumentException">The name is empty, contains a dot or is taken.</exception>
        public void Add(string key, T value)
        {
            register_module(key, value);
            _modules.Add(key, value);
        }

        /// <summary>Removes the module of a name from the model; false when there is none.</summary>
        public bool Remove(string key)
        {
            RemoveModule(key);
            return _modules.Remove(key);
        }

        /// <summary>Removes all modules from the model.</summary>
        public void clear()
        {
            ClearModules();
            _modules.Clear();
        }

        /// <summary>Whether there is a module of that name.</summary>
        public bool ContainsKey(string key) => _modules.ContainsKey(key);

        /// <summary>Finds the module of a name; false when there is none.</summary>
        public bool TryGetValue(string key, [MaybeNullWhen(false)] out T value) => _modules.TryGetValue(key, out value);

        /// <summary>The names, in the order in which they were added.</summary>
        public IEnumerable<string> keys() => _modules.Keys;

        /// <summary>The modules, in the order in which they were added.</summary>
        public IEnumerable<T> values() => _modules.Values;

        /// <summary>Names and modules, in the order in which they were added.</summary>
        public IEnumerator<(string, T)> items() => GetEnumerator();

        /// <summary>Names and modules, in the order in which they were added.</summary>
        public IEnumerator<(string, T)> GetEnumerator() => _modules.Select(m => (m.Key, m.Value)).GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
