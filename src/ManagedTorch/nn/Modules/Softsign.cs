using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>x / (1 + |x|).</summary>
            public static Softsign Softsign() => new(false);

            /// <inheritdoc cref="Modules.Softsign"/>
            public static Softsign Softsign(bool inplace) => new(inplace);
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>x / (1 + |x|).</summary>
    public sealed class Softsign : ParameterLessModule<Tensor, Tensor>
    {
        internal Softsign(bool inplace) : base(nameof(Softsign)) => this.inplace = inplace;

        /// <summary>x / (1 + |x|) elementwise; any shape, which the result keeps.</summary>
        public override Tensor forward(Tensor tensor) => nn.functional.softsign(tensor, inplace);

        /// <summary>Whether the input itself is overwritten with the result and returned.</summary>
        public bool inplace { get; set; }
    }
}
