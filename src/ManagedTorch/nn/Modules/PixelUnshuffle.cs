using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>Pixels as channels, the inverse of PixelShuffle.</summary>
            public static PixelUnshuffle PixelUnshuffle(long downscale_factor) => new(downscale_factor);
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>Pixels as channels, the inverse of PixelShuffle.</summary>
    public sealed class PixelUnshuffle : ParameterLessModule<Tensor, Tensor>
    {
        internal PixelUnshuffle(long downscale_factor) : base(nameof(PixelUnshuffle)) =>
            this.downscale_factor = downscale_factor;

        /// <summary>[..., channels, height r, width r] becomes [..., channels r², height, width], r the downscale
        /// factor.</summary>
        public override Tensor forward(Tensor input) => nn.functional.pixel_unshuffle(input, downscale_factor);

        /// <summary>The factor r by which height and width shrink.</summary>
        public long downscale_factor { get; set; }
    }
}
