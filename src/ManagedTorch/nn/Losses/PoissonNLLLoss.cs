using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>The negative logarithm of a Poisson probability, from the rate or its logarithm.</summary>
            public static PoissonNLLLoss PoissonNLLLoss(bool log_input = true, bool full = false, float eps = 1E-08f,
                Reduction reduction = Reduction.Mean) => new(log_input, full, eps, reduction);
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>The negative logarithm of a Poisson probability, from the rate or its logarithm.</summary>
    public sealed class PoissonNLLLoss : Loss<Tensor, Tensor, Tensor>
    {
        /// <summary>A loss with the given settings; <see cref="forward"/> has the formula.</summary>
        public PoissonNLLLoss(bool log_input = true, bool full = false, float eps = 1E-08f,
            nn.Reduction reduction = nn.Reduction.Mean) : base(reduction) =>
            (this.log_input, this.full, this.eps) = (log_input, full, eps);

        /// <summary>exp(x) - t x for the logarithm x of the rate and the count t, or x - t log(x + eps) for the rate x.
        /// The result is a scalar, or each element's loss with reduction None.</summary>
        public override Tensor forward(Tensor input, Tensor target) =>
            nn.functional.poisson_nll_loss(input, target, log_input, full, eps, reduction);

        /// <summary>Whether the input is the logarithm of the rate, not the rate.</summary>
        public bool log_input { get; }

        /// <summary>Whether Stirling's approximation of log(t!) is added.</summary>
        public bool full { get; }

        /// <summary>What is added to the rate before its logarithm.</summary>
        public float eps { get; }
    }
}
