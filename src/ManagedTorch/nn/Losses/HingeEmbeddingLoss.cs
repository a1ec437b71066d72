using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>The input for target 1, max(0, margin - input) for target -1.</summary>
            public static HingeEmbeddingLoss HingeEmbeddingLoss(double margin = 1.0,
                Reduction reduction = Reduction.Mean) => new(margin, reduction);
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>The input for target 1, max(0, margin - input) for target -1.</summary>
    public sealed class HingeEmbeddingLoss : Loss<Tensor, Tensor, Tensor>
    {
        public HingeEmbeddingLoss(double margin = 0.0, nn.Reduction reduction = nn.Reduction.Mean) : base(reduction) =>
            this.margin = margin;

        public override Tensor forward(Tensor input, Tensor target) =>
            nn.functional.hinge_embedding_loss(input, target, margin, reduction);

        public double margin { get; }
    }
}
