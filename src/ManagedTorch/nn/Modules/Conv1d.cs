using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>A convolution over [batch, in_channels, length] that starts from PyTorch's weights.</summary>
            public static Conv1d Conv1d(long in_channels, long out_channels, long kernel_size, long stride = 1,
                long padding = 0, long dilation = 1,
                PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true,
                Device? device = null, ScalarType? dtype = null) =>
                new(in_channels, out_channels, kernel_size, stride, padding, null, dilation, groups, bias, padding_mode,
                    device, dtype);

            /// <inheritdoc cref="Conv1d(long, long, long, long, long, long, PaddingModes, long, bool,
            /// Device?, ScalarType?)"/>
            public static Conv1d Conv1d(long in_channels, long out_channels, long kernel_size, Padding padding,
                long stride = 1, long dilation = 1,
                PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true,
                Device? device = null, ScalarType? dtype = null) =>
                new(in_channels, out_channels, kernel_size, stride, null, padding, dilation, groups, bias, padding_mode,
                    device, dtype);
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>Cross-correlation of sequences with a bank of kernels, plus a bias.</summary>
    public sealed class Conv1d : Convolution
    {
        internal Conv1d(long in_channels, long out_channels, long kernel_size, long stride, long? padding,
            Padding? padding_type, long dilation,
            long groups, bool bias, PaddingModes padding_mode, Device? device, ScalarType? dtype)
            : base(nameof(Conv1d), in_channels, out_channels, [kernel_size], [stride], padding is { } p ? [p]
                : null, padding_type, [dilation], false, [0], groups, bias, padding_mode, device, dtype)
        { }

        /// <summary>[batch, in_channels, length] or [in_channels, length] to out_channels channels; the length becomes
        /// ⌊(length + 2 padding - dilation (kernel - 1) - 1) / stride⌋ + 1.</summary>
        public override Tensor forward(Tensor input)
        {
            if (padding_mode is not (PaddingModes.Zeros or PaddingModes.Constant))
                return nn.functional.conv1d(nn.functional.pad(input, Borders(), padding_mode), weight, _bias, stride[0],
                    null, dilation[0], groups);
            return padding_type is { } type
                ? nn.functional.conv1d_padding(input, weight, _bias, stride[0], type, dilation[0], groups)
                : nn.functional.conv1d(input, weight, _bias, stride[0], padding?[0], dilation[0], groups);
        }
    }
}
