using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>The first half of a dimension times the sigmoid of the second.</summary>
            public static GLU GLU(long dim = -1) => new(dim);
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>The first half of a dimension times the sigmoid of the second.</summary>
    public sealed class GLU : ParameterLessModule<Tensor, Tensor>
    {
        internal GLU(long dim) : base(nameof(GLU)) => this.dim = dim;

        /// <summary>a · sigmoid(b), with a and b the halves of the input along <see cref="dim"/>; the result has half
        /// its size there.</summary>
        public override Tensor forward(Tensor tensor) => nn.functional.glu(tensor, dim);

        /// <summary>The dimension along which it is computed; negative ones count from the end.</summary>
        public long dim { get; set; }
    }
}
