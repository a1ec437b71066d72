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

        public TripletMarginLoss(double margin = 1.0, long p = 2, double eps = 1E-06, bool swap = false,
            nn.Reduction reduction = nn.Reduction.Mean) : base(reduction) =>
            (this.margin, this.p, _eps, _swap) = (margin, p, eps, swap);

        public override Tensor forward(Tensor anchor, Tensor positive, Tensor negative) =>
            nn.functional.triplet_margin_loss(anchor, positive, negative, margin, p, _eps, _swap, reduction);

        public double margin { get; }

        public long p { get; }
    }
}
