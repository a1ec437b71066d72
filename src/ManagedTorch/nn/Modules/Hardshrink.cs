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

        public override Tensor forward(Tensor tensor) => nn.functional.hardshrink(tensor, lambda);

        public double lambda { get; set; }
    }
}
