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
        public PoissonNLLLoss(bool log_input = true, bool full = false, float eps = 1E-08f,
            nn.Reduction reduction = nn.Reduction.Mean) : base(reduction) =>
            (this.log_input, this.full, this.eps) = (log_input, full, eps);

        public override Tensor forward(Tensor input, Tensor target) =>
            nn.functional.poisson_nll_loss(input, target, log_input, full, eps, reduction);

        public bool log_input { get; }

        public bool full { get; }

        public float eps { get; }
    }
}
