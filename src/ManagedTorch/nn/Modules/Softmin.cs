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

        public override Tensor forward(Tensor tensor) => nn.functional.softmin(tensor, dim);

        public long dim { get; set; }
    }
}
