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
        /// <summary>A loss with the given settings; <see cref="forward"/> has the formula.</summary>
        public GaussianNLLLoss(bool full = false, float eps = 1E-08f, nn.Reduction reduction = nn.Reduction.Mean)
            : base(reduction) =>
            (this.full, this.eps) = (full, eps);

        /// <summary>(log v + (input - target)² / v) / 2 with the variance v, held at eps or more. The result is a
        /// scalar, or each element's loss with reduction None.</summary>
        public override Tensor forward(Tensor input, Tensor target, Tensor variance) =>
            nn.functional.gaussian_nll_loss(input, target, variance, full, eps, reduction);

        /// <summary>Whether log(2π) / 2 is added.</summary>
        public bool full { get; }

        /// <summary>The least variance; 1e-8 unless given, where PyTorch has 1e-6.</summary>
        public float eps { get; }
    }
}
