using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>0 within [-lambda, lambda], x outside.</summary>
            public static Hardshrink Hardshrink(double lambda = 0.5) => new(lambda);
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>0 within [-lambda, lambda], x outside.</summary>
    public sealed class Hardshrink : ParameterLessModule<Tensor, Tensor>
    {
        internal Hardshrink(double lambda) : base(nameof(Hardshrink)) => this.lambda = lambda;

        /// <summary>x where |x| is greater than λ, 0 elsewhere, elementwise; any shape, which the result
        /// keeps.</summary>
        public override Tensor forward(Tensor tensor) => nn.functional.hardshrink(tensor, lambda);

        /// <summary>Half the width λ of the interval around 0 that becomes 0.</summary>
        public double lambda { get; set; }
    }
}
