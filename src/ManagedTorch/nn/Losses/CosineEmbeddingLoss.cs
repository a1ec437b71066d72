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
        /// <summary>A loss with the given settings; <see cref="forward"/> has the formula.</summary>
        public CosineEmbeddingLoss(double margin = 0.0, nn.Reduction reduction = nn.Reduction.Mean) : base(reduction) =>
            this.margin = margin;

        /// <summary>1 - cos for target 1, max(0, cos - margin) for target -1: inputs [batch, dims], target [batch]. The
        /// result is a scalar, or each element's loss with reduction None.</summary>
        public override Tensor forward(Tensor input1, Tensor input2, Tensor target) =>
            nn.functional.cosine_embedding_loss(input1, input2, target, margin, reduction);

        /// <summary>The cosine below which target -1 costs nothing.</summary>
        public double margin { get; }
    }
}
