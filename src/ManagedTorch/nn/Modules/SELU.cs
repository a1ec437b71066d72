using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>The exponential unit whose fixed point is mean 0 and variance 1 (Klambauer et al.,
            /// 2017).</summary>
            public static SELU SELU(bool inplace = false) => new(inplace);
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>The exponential unit whose fixed point is mean 0 and variance 1 (Klambauer et al., 2017).</summary>
    public sealed class SELU : ParameterLessModule<Tensor, Tensor>
    {
        internal SELU(bool inplace) : base(nameof(SELU)) => this.inplace = inplace;

        /// <summary>scale · (max(0, x) + min(0, α (exp(x) - 1))) elementwise, with scale ≈ 1.0507 and α ≈ 1.6733; any
        /// shape, which the result keeps.</summary>
        public override Tensor forward(Tensor tensor) => nn.functional.selu(tensor, inplace);

        /// <summary>Whether the input itself is overwritten with the result and returned.</summary>
        public bool inplace { get; set; }
    }
}
