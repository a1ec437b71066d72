using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <inheritdoc cref="Modules.Flatten"/>
            public static Flatten Flatten(long start_dim = 1, long end_dim = -1) => new(start_dim, end_dim);
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>Makes one dimension of those from start_dim to end_dim.</summary>
    public sealed class Flatten : ParameterLessModule<Tensor, Tensor>
    {
        internal Flatten(long start_dim, long end_dim)
            : base(nameof(Flatten)) => (this.start_dim, this.end_dim) = (start_dim, end_dim);

        /// <summary>The input as a view or copy in which the dimensions from start_dim to end_dim are one.</summary>
        public override Tensor forward(Tensor input) => input.flatten(start_dim, end_dim);

        /// <summary>The first dimension to flatten.</summary>
        public long start_dim { get; set; }

        /// <summary>The last dimension to flatten, included; negative ones count from the end.</summary>
        public long end_dim { get; set; }
    }
}
