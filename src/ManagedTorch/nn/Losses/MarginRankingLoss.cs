using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>max(0, -target (input1 - input2) + margin), target 1 or -1.</summary>
            public static MarginRankingLoss MarginRankingLoss(double margin = 0.0,
                Reduction reduction = Reduction.Mean) => new(margin, reduction);
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>max(0, -target (input1 - input2) + margin), target 1 or -1.</summary>
    public sealed class MarginRankingLoss : Loss<Tensor, Tensor, Tensor, Tensor>
    {
        /// <summary>A loss with the given settings; <see cref="forward"/> has the formula.</summary>
        public MarginRankingLoss(double margin = 0.0, nn.Reduction reduction = nn.Reduction.Mean) : base(reduction) =>
            this.margin = margin;

        /// <summary>max(0, -target (input1 - input2) + margin) elementwise. The result is a scalar, or each element's
        /// loss with reduction None.</summary>
        public override Tensor forward(Tensor input1, Tensor input2, Tensor target) =>
            nn.functional.margin_ranking_loss(input1, input2, target, margin, reduction);

        /// <summary>The difference beyond which a pair in the right order costs nothing.</summary>
        public double margin { get; }
    }
}
