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
        public MultiMarginLoss(int p = 1, double margin = 1.0, Tensor? weight = null,
            nn.Reduction reduction = nn.Reduction.Mean) : base(weight, reduction) =>
            (this.p, this.margin) = (p, margin);

        public override Tensor forward(Tensor input, Tensor target) =>
            nn.functional.multi_margin_loss(input, target, p, margin, weight, reduction);

        public int p { get; }

        public double margin { get; }
    }
}
