using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>The largest of each of as many windows as asked for, which cover an image.</summary>
            public static AdaptiveMaxPool2d AdaptiveMaxPool2d(long[] output_size) => new(output_size);
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>The largest of each of as many windows as asked for, which cover an image.</summary>
    public sealed class AdaptiveMaxPool2d : ParameterLessModule<Tensor, Tensor>
    {
        internal AdaptiveMaxPool2d(long[] output_size) : base(nameof(AdaptiveMaxPool2d)) =>
            this.output_size = output_size;

        /// <summary>Maxima of windows that cover the input: [batch, channels, height, width] becomes [batch, channels,
        /// output_size...].</summary>
        public override Tensor forward(Tensor input) => nn.functional.adaptive_max_pool2d(input, output_size);

        /// <summary>The spatial size of the result.</summary>
        public long[] output_size { get; set; }

        /// <summary>As <see cref="forward"/>, together with the place of each maximum in the flattened height × width,
        /// int64.</summary>
        public (Tensor output, Tensor indices) forward_with_indices(Tensor input) =>
            nn.functional.adaptive_max_pool2d_with_indices(input, output_size);
    }
}
