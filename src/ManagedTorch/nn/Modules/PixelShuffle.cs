using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>Channels as pixels: an image r times as large with 1 / r^2 of the channels (Shi et al.,
            /// 2016).</summary>
            public static PixelShuffle PixelShuffle(long upscale_factor) => new(upscale_factor);
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>Channels as pixels: an image r times as large with 1 / r^2 of the channels (Shi et al.,
    /// 2016).</summary>
    public sealed class PixelShuffle : ParameterLessModule<Tensor, Tensor>
    {
        internal PixelShuffle(long upscale_factor) : base(nameof(PixelShuffle)) => this.upscale_factor = upscale_factor;

        /// <summary>[..., channels r², height, width] becomes [..., channels, height r, width r], r the upscale
        /// factor.</summary>
        public override Tensor forward(Tensor input) => nn.functional.pixel_shuffle(input, upscale_factor);

        /// <summary>The factor r by which height and width grow.</summary>
        public long upscale_factor { get; set; }
    }
}
