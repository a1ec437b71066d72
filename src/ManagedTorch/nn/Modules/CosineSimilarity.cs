using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>The cosine of the angle between vectors along a dimension.</summary>
            public static CosineSimilarity CosineSimilarity(long dim = 1, double eps = 1E-08) => new(dim, eps);
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>The cosine of the angle between vectors along a dimension.</summary>
    public sealed class CosineSimilarity : ParameterLessModule<Tensor, Tensor, Tensor>
    {
        internal CosineSimilarity(long dim, double eps) : base(nameof(CosineSimilarity)) =>
            (this.dim, this.eps) = (dim, eps);

        public override Tensor forward(Tensor input1, Tensor input2) =>
            nn.functional.cosine_similarity(input1, input2, dim, eps);

        public long dim { get; set; }

        public double eps { get; set; }
    }
}
