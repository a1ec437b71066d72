using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>The softmax of -x along a dimension.</summary>
            public static Softmin Softmin(long dim) => new(dim);
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>The softmax of -x along a dimension.</summary>
    public sealed class Softmin : ParameterLessModule<Tensor, Tensor>
    {
        internal Softmin(long dim) : base(nameof(Softmin)) => this.dim = dim;

        /// <summary>exp(-x) / Σ exp(-x), the sum along <see cref="dim"/>; the result has the shape of the
        /// input.</summary>
        public override Tensor forward(Tensor tensor) => nn.functional.softmin(tensor, dim);

        /// <summary>The dimension along which it is computed; negative ones count from the end.</summary>
        public long dim { get; set; }
    }
}
