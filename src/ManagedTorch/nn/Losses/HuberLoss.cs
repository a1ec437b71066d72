using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>Squared below delta, linear above: d^2 / 2, delta (|d| - delta / 2).</summary>
            public static HuberLoss HuberLoss(double delta = 1.0, Reduction reduction = Reduction.Mean) =>
                new(delta, reduction);
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>Squared below delta, linear above: d^2 / 2, delta (|d| - delta / 2).</summary>
    public sealed class HuberLoss : Loss<Tensor, Tensor, Tensor>
    {
        /// <summary>A loss with the given settings; <see cref="forward"/> has the formula.</summary>
        public HuberLoss(double delta = 1.0, nn.Reduction reduction = nn.Reduction.Mean) : base(reduction) =>
            this.delta = delta;

        /// <summary>d² / 2 where |d| is at most delta, delta (|d| - delta / 2) elsewhere, with d = input - target. The
        /// result is a scalar, or each element's loss with reduction None.</summary>
        public override Tensor forward(Tensor input, Tensor target) =>
            nn.functional.huber_loss(input, target, delta, reduction);

        /// <summary>The difference at which the loss becomes linear.</summary>
        public double delta { get; }
    }
}
