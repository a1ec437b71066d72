using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>The softmax over the channels of images [batch, channels, height, width].</summary>
            public static Softmax2d Softmax2d() => new();
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>The softmax over the channels of images [batch, channels, height, width].</summary>
    public sealed class Softmax2d : ParameterLessModule<Tensor, Tensor>
    {
        internal Softmax2d() : base(nameof(Softmax2d)) { }

        /// <summary>exp(x) / Σ exp(x) over the channels of [batch, channels, height, width] or [channels, height,
        /// width]; the result has the shape of the input.</summary>
        public override Tensor forward(Tensor tensor) => nn.functional.softmax2d(tensor);
    }
}
