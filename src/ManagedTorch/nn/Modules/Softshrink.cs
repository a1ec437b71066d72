using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>0 within [-lambda, lambda], x drawn towards 0 by lambda outside.</summary>
            public static Softshrink Softshrink(double lambda = 0.5) => new(lambda);
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>0 within [-lambda, lambda], x drawn towards 0 by lambda outside.</summary>
    public sealed class Softshrink : ParameterLessModule<Tensor, Tensor>
    {
        internal Softshrink(double lambda) : base(nameof(Softshrink)) => this.lambda = lambda;

        /// <summary>x - λ where x is greater than λ, x + λ where x is less than -λ, 0 elsewhere, elementwise; any
        /// shape, which the result keeps.</summary>
        public override Tensor forward(Tensor tensor) => nn.functional.softshrink(tensor, lambda);

        /// <summary>Half the width λ of the interval around 0 that becomes 0.</summary>
        public double lambda { get; set; }
    }
}
