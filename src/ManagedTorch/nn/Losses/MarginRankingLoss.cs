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
        public MarginRankingLoss(double margin = 0.0, nn.Reduction reduction = nn.Reduction.Mean) : base(reduction) =>
            this.margin = margin;

        public override Tensor forward(Tensor input1, Tensor input2, Tensor target) =>
            nn.functional.margin_ranking_loss(input1, input2, target, margin, reduction);

        public double margin { get; }
    }
}
