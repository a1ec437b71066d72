using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>max(0, d(anchor, positive) - d(anchor, negative) + margin) for a distance d of one's
            /// own.</summary>
            public static TripletMarginWithDistanceLoss TripletMarginWithDistanceLoss(
                Func<Tensor, Tensor, Tensor>? distance = null, double margin = 1.0, bool swap = false,
                Reduction reduction = Reduction.Mean) =>
                new(distance, margin, swap, reduction);
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>max(0, d(anchor, positive) - d(anchor, negative) + margin) for a distance d of one's own.</summary>
    public sealed class TripletMarginWithDistanceLoss : Loss<Tensor, Tensor, Tensor, Tensor>
    {
        private readonly Func<Tensor, Tensor, Tensor>? _distance;
        private readonly bool _swap;

        /// <summary>A loss with the given settings; <see cref="forward"/> has the formula.</summary>
        public TripletMarginWithDistanceLoss(Func<Tensor, Tensor, Tensor>? distance = null, double margin = 1.0,
            bool swap = false, nn.Reduction reduction = nn.Reduction.Mean)
            : base(reduction) => (_distance, this.margin, _swap) = (distance, margin, swap);

        /// <summary>max(0, d(anchor, positive) - d(anchor, negative) + margin) for [batch, dims]. The result is a
        /// scalar, or each element's loss with reduction None.</summary>
        public override Tensor forward(Tensor anchor, Tensor positive, Tensor negative) =>
            nn.functional.triplet_margin_with_distance_loss(anchor, positive, negative, _distance, margin, _swap,
                reduction);

        /// <summary>How much farther than the positive the negative must be to cost nothing.</summary>
        public double margin { get; }
    }
}
