using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>x held within [0, 6].</summary>
            public static ReLU6 ReLU6(bool inplace = false) => new(inplace);
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>x held within [0, 6].</summary>
    public sealed class ReLU6 : ParameterLessModule<Tensor, Tensor>
    {
        internal ReLU6(bool inplace) : base(nameof(ReLU6)) => this.inplace = inplace;

        /// <summary>min(max(x, 0), 6) elementwise; any shape, which the result keeps.</summary>
        public override Tensor forward(Tensor tensor) => nn.functional.relu6(tensor, inplace);

        /// <summary>Whether the input itself is overwritten with the result and returned.</summary>
        public bool inplace { get; set; }
    }
}
