using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What transposes of convolutions share: an output whose size a stride leaves open.</summary>
public abstract class ConvolutionTranspose : Convolution
{
    private protected ConvolutionTranspose(string name, long in_channels, long out_channels, long[] kernel_size,
        long[] stride, long[] padding, long[] dilation,
        long[] output_padding, long groups, bool bias, PaddingModes padding_mode, Device? device, ScalarType? dtype)
        : base(name, in_channels, out_channels, kernel_size, stride, padding, null, dilation, true, output_padding,
            groups, bias, padding_mode, device, dtype)
    {
        if (padding_mode is not (PaddingModes.Zeros or PaddingModes.Constant))
            throw new ArgumentException($"{name}: only zeros are possible as padding_mode, not {padding_mode}.");
    }

    /// <summary>[batch, in_channels, ...] to out_channels channels; each spatial size becomes (size - 1) stride - 2
    /// padding + dilation (kernel - 1) + output_padding + 1.</summary>
    public override Tensor forward(Tensor input) => forward(input, null);

    /// <param name="input">[batch, in_channels, sizes...]</param>
    /// <param name="output_size">The sizes of the output, instead of those that
    /// <see cref="Convolution.output_padding"/> gives.</param>
    public abstract Tensor forward(Tensor input, long[]? output_size);

    /// <summary>What has to be added to the smallest output for the size that is asked for.</summary>
    private protected long[] OutputPadding(Tensor input, long[]? output_size)
    {
        if (output_size is null) return output_padding;
        var n = kernel_size.Length;
        if (output_size.Length < n)
            throw new ArgumentException(
                $"{GetName()}: output_size [{string.Join(", ", output_size)}] needs {n} sizes.");
        var result = new long[n];
        for (var d = 0; d < n; d++)
        {
            var least = (input.shape[^(n - d)] - 1) * stride[d] - 2 * padding![d] + dilation[d] * (kernel_size[d] - 1) +
                1;
            result[d] = output_size[^(n - d)] - least;
            if (result[d] < 0 || result[d] >= stride[d])
                throw new ArgumentException(
                    $"{GetName()}: the output can have sizes from {least} to {least + stride[d] - 1}, not " +
                    $"{output_size[^(n - d)]}.");
        }
        return result;
    }
}
