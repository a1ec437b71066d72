using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <inheritdoc cref="Modules.KLDivLoss"/>
            public static KLDivLoss KLDivLoss(bool log_target = true, Reduction reduction = Reduction.Mean) =>
                new(log_target, reduction);
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>
    /// The pointwise Kullback-Leibler divergence of a target from a predicted log-distribution; PyTorch's default takes
    /// the target as probabilities, TorchSharp's as logarithms.
    /// </summary>
    public sealed class KLDivLoss : Loss<Tensor, Tensor, Tensor>
    {
        /// <summary>A loss with the given settings; <see cref="forward"/> has the formula.</summary>
        public KLDivLoss(bool log_target = true, nn.Reduction reduction = nn.Reduction.Mean)
            : base(reduction) => this.log_target = log_target;

        /// <summary>exp(t) (t - x) for log-probabilities x and t, or t (log t - x) for probabilities t, elementwise.
        /// The result is a scalar, or each element's loss with reduction None.</summary>
        public override Tensor forward(Tensor input, Tensor target) =>
            nn.functional.kl_div(input, target, log_target, reduction);

        /// <summary>Whether the target is log-probabilities: true unless given, where PyTorch has false.</summary>
        public bool log_target { get; }
    }
}
