using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>max(0, d(anchor, positive) - d(anchor, negative) + margin), d the p-norm of the
            /// difference.</summary>
            public static TripletMarginLoss TripletMarginLoss(double margin = 1.0, long p = 2, double eps = 1E-06,
                bool swap = false, Reduction reduction = Reduction.Mean) =>
                new(margin, p, eps, swap, reduction);
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>max(0, d(anchor, positive) - d(anchor, negative) + margin), d the p-norm of the difference.</summary>
    public sealed class TripletMarginLoss : Loss<Tensor, Tensor, Tensor, Tensor>
    {
        private readonly double _eps;
        private readonly bool _swap;

        /// <summary>A loss with the given settings; <see cref="forward"/> has the formula.</summary>
        public TripletMarginLoss(double margin = 1.0, long p = 2, double eps = 1E-06, bool swap = false,
            nn.Reduction reduction = nn.Reduction.Mean) : base(reduction) =>
            (this.margin, this.p, _eps, _swap) = (margin, p, eps, swap);

        /// <summary>max(0, d(anchor, positive) - d(anchor, negative) + margin) for [batch, dims]. The result is a
        /// scalar, or each element's loss with reduction None.</summary>
        public override Tensor forward(Tensor anchor, Tensor positive, Tensor negative) =>
            nn.functional.triplet_margin_loss(anchor, positive, negative, margin, p, _eps, _swap, reduction);

        /// <summary>How much farther than the positive the negative must be to cost nothing.</summary>
        public double margin { get; }

        /// <summary>The p of the norm.</summary>
        public long p { get; }
    }
}
