using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>1 - cos for target 1, max(0, cos - margin) for target -1.</summary>
            public static CosineEmbeddingLoss CosineEmbeddingLoss(double margin = 0.0,
                Reduction reduction = Reduction.Mean) => new(margin, reduction);
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>1 - cos for target 1, max(0, cos - margin) for target -1.</summary>
    public sealed class CosineEmbeddingLoss : Loss<Tensor, Tensor, Tensor, Tensor>
    {
        public CosineEmbeddingLoss(double margin = 0.0, nn.Reduction reduction = nn.Reduction.Mean) : base(reduction) =>
            this.margin = margin;

        public override Tensor forward(Tensor input1, Tensor input2, Tensor target) =>
            nn.functional.cosine_embedding_loss(input1, input2, target, margin, reduction);

        public double margin { get; }
    }
}
