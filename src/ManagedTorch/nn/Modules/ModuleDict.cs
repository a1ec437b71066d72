using System.Collections;
using System.Diagnostics.CodeAnalysis;
using TorchSharp.Modules;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static ModuleDict<Module> ModuleDict(params (string, Module)[] modules) =>
                ModuleDict<Module>(modules);

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

        public ModuleDict() : base("ModuleDict") { }

        public int Count => _modules.Count;

        public T this[string key]
        {
            get => _modules[key];
            set
            {
                Remove(key);
                Add(key, value);
            }
        }

        public void Add(string key, T value)
        {
            register_module(key, value);
            _modules.Add(key, value);
        }

        public bool Remove(string key)
        {
            RemoveModule(key);
            return _modules.Remove(key);
        }

        public void clear()
        {
            ClearModules();
            _modules.Clear();
        }

        public bool ContainsKey(string key) => _modules.ContainsKey(key);

        public bool TryGetValue(string key, [MaybeNullWhen(false)] out T value) => _modules.TryGetValue(key, out value);

        public IEnumerable<string> keys() => _modules.Keys;

        public IEnumerable<T> values() => _modules.Values;

        public IEnumerator<(string, T)> items() => GetEnumerator();

        public IEnumerator<(string, T)> GetEnumerator() => _modules.Select(m => (m.Key, m.Value)).GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
