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

        /// <summary>x1 · x2 / (|x1| |x2|) along <see cref="dim"/>, which the result does not have.</summary>
        public override Tensor forward(Tensor input1, Tensor input2) =>
            nn.functional.cosine_similarity(input1, input2, dim, eps);

        /// <summary>The dimension along which it is computed; negative ones count from the end.</summary>
        public long dim { get; set; }

        /// <summary>What keeps the denominator from zero.</summary>
        public double eps { get; set; }
    }
}
