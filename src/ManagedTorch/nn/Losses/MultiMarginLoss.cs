using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>The sum over wrong classes of max(0, margin - input[target] + input[wrong])^p, over the number
            /// of classes.</summary>
            public static MultiMarginLoss MultiMarginLoss(int p = 1, double margin = 1.0, Tensor? weight = null,
                Reduction reduction = Reduction.Mean) => new(p, margin, weight, reduction);
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>The sum over wrong classes of max(0, margin - input[target] + input[wrong])^p, over the number of
    /// classes.</summary>
    public sealed class MultiMarginLoss : WeightedLoss<Tensor, Tensor, Tensor>
    {
        /// <summary>A loss with the given settings; <see cref="forward"/> has the formula.</summary>
        public MultiMarginLoss(int p = 1, double margin = 1.0, Tensor? weight = null,
            nn.Reduction reduction = nn.Reduction.Mean) : base(weight, reduction) =>
            (this.p, this.margin) = (p, margin);

        /// <summary>Σ max(0, margin - x[target] + x[wrong])^p / classes for scores x [batch, classes] and targets
        /// [batch] of int64 classes. The result is a scalar, or each element's loss with reduction None.</summary>
        public override Tensor forward(Tensor input, Tensor target) =>
            nn.functional.multi_margin_loss(input, target, p, margin, weight, reduction);

        /// <summary>The power of each term.</summary>
        public int p { get; }

        /// <summary>How far the target's score must be above another's to cost nothing.</summary>
        public double margin { get; }
    }
}
