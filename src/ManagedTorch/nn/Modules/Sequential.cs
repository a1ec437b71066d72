using System.Globalization;
using System.Runtime.CompilerServices;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>An empty chain, whose result is its input.</summary>
            public static Sequential Sequential() => new([]);

            /// <summary>Modules in a chain, named "0", "1", ...</summary>
            public static Sequential Sequential(params Module<Tensor, Tensor>[] modules) =>
                new(Modules.Sequential.Numbered(modules));

            /// <summary>Modules in a chain, named "0", "1", ...</summary>
            public static Sequential Sequential(IEnumerable<Module<Tensor, Tensor>> modules) =>
                new(Modules.Sequential.Numbered(modules));

            /// <summary>Named modules in a chain.</summary>
            public static Sequential Sequential(params (string name, Module<Tensor, Tensor> submodule)[] modules) =>
                new(modules.AsEnumerable());

            /// <summary>Named modules in a chain.</summary>
            public static Sequential Sequential(IEnumerable<(string name, Module<Tensor, Tensor> submodule)> modules) =>
                new(modules);
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>Modules in a chain: each gets what the one before it gave.</summary>
    public class Sequential : nn.Module<Tensor, Tensor>
    {
        private readonly List<(string Name, nn.IModule<Tensor, Tensor> Module)> _chain = [];

        /// <summary>Named modules in a chain, for derived classes.</summary>
        protected Sequential(params (string name, nn.Module<Tensor, Tensor> submodule)[] modules)
            : this(modules.AsEnumerable()) { }

        /// <summary>Modules in a chain, named "0", "1", ..., for derived classes.</summary>
        protected Sequential(params nn.Module<Tensor, Tensor>[] modules) : this(Numbered(modules)) { }

        internal Sequential(IEnumerable<(string name, nn.Module<Tensor, Tensor> submodule)> modules)
            : base(nameof(Sequential))
        {
            foreach ((string name, nn.Module<Tensor, Tensor> module) in modules) append(name, module);
        }

        /// <summary>The result of the last module; an empty chain gives an alias of its input.</summary>
        public override Tensor forward(Tensor tensor)
        {
            if (_chain.Count == 0) return tensor.alias();
            foreach ((_, nn.IModule<Tensor, Tensor> module) in _chain) tensor = module.call(tensor);
            return tensor;
        }

        /// <summary>Adds a module at the end under its number.</summary>
        public Sequential append(nn.IModule<Tensor, Tensor> module) =>
            append(_chain.Count.ToString(CultureInfo.InvariantCulture), module);

        /// <summary>Adds a module at the end.</summary>
        public Sequential append(string name, nn.IModule<Tensor, Tensor> module)
        {
            register_module(name, module as nn.Module
                ?? throw new ArgumentException($"'{name}' is no torch.nn.Module.", nameof(module)));
            _chain.Add((name, module));
            return this;
        }

        /// <summary>The number of modules.</summary>
        public int Count => _chain.Count;

        /// <summary>The module at a place.</summary>
        [IndexerName("SequentialItems")]
        public nn.IModule<Tensor, Tensor> this[int index] => _chain[index].Module;

        /// <summary>A shorter chain over the same modules.</summary>
        [IndexerName("SequentialItems")]
        public Sequential this[Range index]
        {
            get
            {
                (int offset, int length) = index.GetOffsetAndLength(_chain.Count);
                return new Sequential(_chain.GetRange(offset, length)
                    .Select(m => (m.Name, (nn.Module<Tensor, Tensor>)m.Module)));
            }
        }

        internal static IEnumerable<(string, nn.Module<Tensor, Tensor>)> Numbered(
            IEnumerable<nn.Module<Tensor, Tensor>> modules) =>
            modules.Select((m, i) => (i.ToString(CultureInfo.InvariantCulture), m));
    }
}
