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
        /// <summary>A loss with the given settings; <see cref="forward"/> has the formula.</summary>
        public HingeEmbeddingLoss(double margin = 0.0, nn.Reduction reduction = nn.Reduction.Mean) : base(reduction) =>
            this.margin = margin;

        /// <summary>x for target 1, max(0, margin - x) for target -1, elementwise. The result is a scalar, or each
        /// element's loss with reduction None.</summary>
        public override Tensor forward(Tensor input, Tensor target) =>
            nn.functional.hinge_embedding_loss(input, target, margin, reduction);

        /// <summary>The input beyond which target -1 costs nothing; 0 in the constructor, 1 in the factory and in
        /// PyTorch.</summary>
        public double margin { get; }
    }
}
