using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <inheritdoc cref="Modules.LogSoftmax"/>
            public static LogSoftmax LogSoftmax(long dim) => new(dim);
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>The logarithm of the softmax along a dimension.</summary>
    public sealed class LogSoftmax : ParameterLessModule<Tensor, Tensor>
    {
        internal LogSoftmax(long dim) : base(nameof(LogSoftmax)) => this.dim = dim;

        /// <summary>x - log Σ exp(x), the sum along <see cref="dim"/>; the result has the shape of the input.</summary>
        public override Tensor forward(Tensor tensor) => nn.functional.log_softmax(tensor, dim);

        /// <summary>The dimension along which it is computed; negative ones count from the end.</summary>
        public long dim { get; set; }
    }
}
