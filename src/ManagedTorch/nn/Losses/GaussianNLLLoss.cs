using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>The negative logarithm of a normal density with the variance given.</summary>
            public static GaussianNLLLoss GaussianNLLLoss(bool full = false, float eps = 1E-08f,
                Reduction reduction = Reduction.Mean) => new(full, eps, reduction);
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>The negative logarithm of a normal density with the variance given.</summary>
    public sealed class GaussianNLLLoss : Loss<Tensor, Tensor, Tensor, Tensor>
    {
        public GaussianNLLLoss(bool full = false, float eps = 1E-08f, nn.Reduction reduction = nn.Reduction.Mean)
            : base(reduction) =>
            (this.full, this.eps) = (full, eps);

        public override Tensor forward(Tensor input, Tensor target, Tensor variance) =>
            nn.functional.gaussian_nll_loss(input, target, variance, full, eps, reduction);

        public bool full { get; }

        public float eps { get; }
    }
}
