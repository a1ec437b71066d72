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

        public override Tensor forward(Tensor input) => nn.functional.pixel_unshuffle(input, downscale_factor);

        public long downscale_factor { get; set; }
    }
}
