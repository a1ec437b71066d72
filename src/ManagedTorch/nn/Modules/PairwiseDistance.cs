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

        public override Tensor forward(Tensor input1, Tensor input2) =>
            nn.functional.pairwise_distance(input1, input2, norm, eps, keepdim);

        public double norm { get; set; }

        public double eps { get; set; }

        public bool keepdim { get; set; }
    }
}
