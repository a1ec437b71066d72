using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>The transpose of a convolution, over sequences [batch, in_channels, length]; it starts from
            /// PyTorch's weights.</summary>
            public static ConvTranspose1d ConvTranspose1d(long in_channels, long out_channels, long kernel_size,
                long stride = 1, long padding = 0, long output_padding = 0,
                long dilation = 1, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true,
                Device? device = null, ScalarType? dtype = null) =>
                new(in_channels, out_channels, [kernel_size], [stride], [padding], [output_padding], [dilation], groups,
                    bias, padding_mode, device, dtype);
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>Spreads each element over a kernel's reach: sequences become longer.</summary>
    public sealed class ConvTranspose1d : ConvolutionTranspose
    {
        internal ConvTranspose1d(long in_channels, long out_channels, long[] kernel_size, long[] stride, long[] padding,
            long[] output_padding, long[] dilation,
            long groups, bool bias, PaddingModes padding_mode, Device? device, ScalarType? dtype)
            : base(nameof(ConvTranspose1d), in_channels, out_channels, kernel_size, stride, padding, dilation,
                output_padding, groups, bias, padding_mode, device, dtype)
        { }

        /// <inheritdoc/>
        public override Tensor forward(Tensor input, long[]? output_size) =>
            nn.functional.conv_transpose1d(input, weight, _bias, stride[0], padding![0],
                OutputPadding(input, output_size)[0], dilation[0], groups);
    }
}
