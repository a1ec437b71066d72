using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>clamp(x / 6 + 1/2, 0, 1).</summary>
            public static Hardsigmoid Hardsigmoid(bool inplace = false) => new(inplace);
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>clamp(x / 6 + 1/2, 0, 1).</summary>
    public sealed class Hardsigmoid : ParameterLessModule<Tensor, Tensor>
    {
        internal Hardsigmoid(bool inplace) : base(nameof(Hardsigmoid)) => this.inplace = inplace;

        public override Tensor forward(Tensor tensor) => nn.functional.hardsigmoid(tensor, inplace);

        public bool inplace { get; set; }
    }
}
