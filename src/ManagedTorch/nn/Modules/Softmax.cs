using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <inheritdoc cref="Modules.Softmax"/>
            public static Softmax Softmax(long dim) => new(dim);
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>exp(x) over its sum along a dimension.</summary>
    public sealed class Softmax : ParameterLessModule<Tensor, Tensor>
    {
        internal Softmax(long dim) : base(nameof(Softmax)) => this.dim = dim;

        /// <summary>exp(x) / Σ exp(x), the sum along <see cref="dim"/>; the result has the shape of the
        /// input.</summary>
        public override Tensor forward(Tensor tensor) => nn.functional.softmax(tensor, dim);

        /// <summary>The dimension along which it is computed; negative ones count from the end.</summary>
        public long dim { get; set; }
    }
}
