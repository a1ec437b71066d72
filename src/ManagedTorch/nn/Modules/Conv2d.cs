using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>A convolution over [batch, in_channels, height, width] that starts from PyTorch's
            /// weights.</summary>
            public static Conv2d Conv2d(long in_channels, long out_channels, long kernel_size, long stride = 1,
                long padding = 0, long dilation = 1,
                PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true,
                Device? device = null, ScalarType? dtype = null) =>
                new(in_channels, out_channels, [kernel_size, kernel_size], [stride, stride], [padding, padding], null,
                    [dilation, dilation], groups, bias, padding_mode, device, dtype);

            /// <inheritdoc cref="Conv2d(long, long, long, long, long, long, PaddingModes, long, bool,
            /// Device?, ScalarType?)"/>
            public static Conv2d Conv2d(long in_channels, long out_channels, (long, long) kernel_size,
                (long, long)? stride = null, (long, long)? padding = null,
                (long, long)? dilation = null, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1,
                bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                new(in_channels, out_channels, Two(kernel_size, 1), Two(stride, 1), Two(padding, 0), null,
                    Two(dilation, 1), groups, bias, padding_mode, device, dtype);

            /// <inheritdoc cref="Conv2d(long, long, long, long, long, long, PaddingModes, long, bool,
            /// Device?, ScalarType?)"/>
            public static Conv2d Conv2d(long in_channels, long out_channels, long kernel_size, Padding padding,
                long stride = 1, long dilation = 1,
                PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true,
                Device? device = null, ScalarType? dtype = null) =>
                new(in_channels, out_channels, [kernel_size, kernel_size], [stride, stride], null, padding,
                    [dilation, dilation], groups, bias, padding_mode, device, dtype);

            /// <inheritdoc cref="Conv2d(long, long, long, long, long, long, PaddingModes, long, bool,
            /// Device?, ScalarType?)"/>
            public static Conv2d Conv2d(long in_channels, long out_channels, (long, long) kernel_size, Padding padding,
                (long, long)? stride = null,
                (long, long)? dilation = null, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1,
                bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                new(in_channels, out_channels, Two(kernel_size, 1), Two(stride, 1), null, padding, Two(dilation, 1),
                    groups, bias, padding_mode, device, dtype);

            private static long[] Two((long, long)? pair, long otherwise) =>
                pair is { } p ? [p.Item1, p.Item2] : [otherwise, otherwise];
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>Cross-correlation of images with a bank of kernels, plus a bias.</summary>
    public sealed class Conv2d : Convolution
    {
        internal Conv2d(long in_channels, long out_channels, long[] kernel_size, long[] stride, long[]? padding,
            Padding? padding_type, long[] dilation,
            long groups, bool bias, PaddingModes padding_mode, Device? device, ScalarType? dtype)
            : base(nameof(Conv2d), in_channels, out_channels, kernel_size, stride, padding, padding_type, dilation,
                false, [0, 0], groups, bias, padding_mode, device, dtype)
        { }

        /// <summary>[batch, in_channels, height, width] or [in_channels, height, width] to out_channels channels; each
        /// spatial size becomes ⌊(size + 2 padding - dilation (kernel - 1) - 1) / stride⌋ + 1.</summary>
        public override Tensor forward(Tensor input)
        {
            if (padding_mode is PaddingModes.Zeros or PaddingModes.Constant)
                return padding_type is { } type
                    ? nn.functional.conv2d_padding(input, weight, _bias, stride, type, dilation, groups)
                    : nn.functional.conv2d(input, weight, _bias, stride, padding, dilation, groups);
            // The border repeats the image, so it is made first.
            return nn.functional.conv2d(nn.functional.pad(input, Borders(), padding_mode), weight, _bias, stride, null,
                dilation, groups);
        }
    }
}
