using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>The p-norm of the difference of vectors along the last dimension.</summary>
            public static PairwiseDistance PairwiseDistance(double p = 2.0, double eps = 1E-06, bool keepdim = false) =>
                new(p, eps, keepdim);
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>The p-norm of the difference of vectors along the last dimension.</summary>
    public sealed class PairwiseDistance : ParameterLessModule<Tensor, Tensor, Tensor>
    {
        internal PairwiseDistance(double norm, double eps, bool keepdim) : base(nameof(PairwiseDistance)) =>
            (this.norm, this.eps, this.keepdim) = (norm, eps, keepdim);

        /// <summary>‖x1 - x2 + eps‖ in the p-norm: [batch, dims] and [batch, dims] become [batch], or [batch, 1] with
        /// <see cref="keepdim"/>.</summary>
        public override Tensor forward(Tensor input1, Tensor input2) =>
            nn.functional.pairwise_distance(input1, input2, norm, eps, keepdim);

        /// <summary>The p of the norm.</summary>
        public double norm { get; set; }

        /// <summary>What is added to every difference.</summary>
        public double eps { get; set; }

        /// <summary>Whether the last dimension is kept, with size 1.</summary>
        public bool keepdim { get; set; }
    }
}
