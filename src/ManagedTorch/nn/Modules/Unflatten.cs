using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>One dimension as several.</summary>
            public static Unflatten Unflatten(long dim, long[] unflattened_size) => new(dim, unflattened_size);
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>One dimension as several.</summary>
    public sealed class Unflatten : ParameterLessModule<Tensor, Tensor>
    {
        internal Unflatten(long dim, long[] unflattened_size) : base(nameof(Unflatten)) =>
            (this.dim, this.unflattened_size) = (dim, unflattened_size);

        /// <summary>The input with dimension <see cref="dim"/> as several.</summary>
        public override Tensor forward(Tensor tensor) => tensor.unflatten(dim, unflattened_size);

        /// <summary>The dimension that is divided.</summary>
        public long dim { get; set; }

        /// <summary>The sizes into which it is divided, whose product is its size.</summary>
        public long[] unflattened_size { get; set; }
    }
}
