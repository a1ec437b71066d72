using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>x above 0, alpha (e^(x / alpha) - 1) below (Barron, 2017).</summary>
            public static CELU CELU(double alpha = 1.0, bool inplace = false) => new(alpha, inplace);
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>x above 0, alpha (e^(x / alpha) - 1) below (Barron, 2017).</summary>
    public sealed class CELU : ParameterLessModule<Tensor, Tensor>
    {
        internal CELU(double alpha, bool inplace) : base(nameof(CELU)) => (this.alpha, this.inplace) = (alpha, inplace);

        public override Tensor forward(Tensor tensor) => nn.functional.celu(tensor, alpha, inplace);

        public double alpha { get; set; }

        public bool inplace { get; set; }
    }
}
