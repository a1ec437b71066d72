using ManagedTorch.Core;
using static TorchSharp.torch;
using Kernel = ManagedTorch.Kernels.Convolution;

namespace TorchSharp;

/// <summary>
/// Two-dimensional cross-correlation, which is what PyTorch calls convolution, and its transpose. One-dimensional ones
/// are those of images of one row.
/// </summary>
internal static class ConvolutionOps
{
    internal static Tensor Apply(Tensor input, Tensor weight, Tensor? bias, long[]? strides, long[]? padding,
        long[]? dilation, long groups)
    {
        const string op = "conv2d";
        var x = WindowArguments.Batch(op, input);
        if (weight.Rank != 4)
            throw new ArgumentException(
                $"{op}: weight {Shapes.Text(weight._shape)} must be [outputs, inputs / groups, height, width].");
        if (groups < 1 || x._shape[1] != weight._shape[1] * groups || weight._shape[0] % groups != 0)
            throw new ArgumentException(
                $"{op}: input {Shapes.Text(input._shape)}, weight {Shapes.Text(weight._shape)} and groups {groups} " +
                $"do not fit: the input needs {weight._shape[1]} x {groups} channels, and the outputs must be a " +
                "multiple of the groups.");
        Check(op, x, weight, bias, weight._shape[0]);
        var window =
            WindowArguments.Over(op, x._shape, ((int)weight._shape[2], (int)weight._shape[3]), strides, padding,
                dilation);
        var sizes =
            new Kernel.Sizes((int)x._shape[0], (int)groups, (int)weight._shape[1], (int)(weight._shape[0] / groups),
                window);
        var y = ConvolutionForm.Output(sizes, x, weight, bias);
        return input.Rank == 3 ? y.squeeze(0) : y;
    }

    /// <summary>The map whose transpose is a convolution: weight [inputs, outputs / groups, height, width].</summary>
    internal static Tensor Transposed(Tensor input, Tensor weight, Tensor? bias, long[]? strides, long[]? padding,
        long[]? outputPadding, long[]? dilation, long groups)
    {
        const string op = "conv_transpose2d";
        var x = WindowArguments.Batch(op, input);
        if (weight.Rank != 4)
            throw new ArgumentException(
                $"{op}: weight {Shapes.Text(weight._shape)} must be [inputs, outputs / groups, height, width].");
        if (groups < 1 || x._shape[1] != weight._shape[0] || weight._shape[0] % groups != 0)
            throw new ArgumentException(
                $"{op}: input {Shapes.Text(input._shape)}, weight {Shapes.Text(weight._shape)} and groups {groups} " +
                $"do not fit: the input needs {weight._shape[0]} channels, a multiple of the groups.");
        var outputs = weight._shape[1] * groups;
        Check(op, x, weight, bias, outputs);
        var (step, pad, apart) =
            (WindowArguments.Pair(op, "stride", strides, 1, 1), WindowArguments.Pair(op, "padding", padding, 0, 0),
            WindowArguments.Pair(op, "dilation", dilation, 1, 1));
        var extra = WindowArguments.Pair(op, "output_padding", outputPadding, 0, 0);
        var height = Size(x._shape[2], weight._shape[2], step.H, pad.H, apart.H, extra.H);
        var width = Size(x._shape[3], weight._shape[3], step.W, pad.W, apart.W, extra.W);
        var window =
            WindowArguments.Over(op, [height, width], ((int)weight._shape[2], (int)weight._shape[3]), strides, padding,
                dilation);
        // An output padding beyond the stride makes room for windows that the input has no element for: they see zeros.
        if (window.OutH != x._shape[2] || window.OutW != x._shape[3])
            x = nn.functional.pad(x, [0, window.OutW - x._shape[3], 0, window.OutH - x._shape[2]]);
        var sizes =
            new Kernel.Sizes((int)x._shape[0], (int)groups, (int)weight._shape[1], (int)(weight._shape[0] / groups),
                window);
        var y = ConvolutionForm.Input(sizes, x, weight);
        if (bias is not null) y = y + bias.view(1, -1, 1, 1);
        return input.Rank == 3 ? y.squeeze(0) : y;

        long Size(long size, long kernel, int stride, int padded, int dilated, int added)
        {
            if (added >= Math.Max(stride, dilated))
                throw new ArgumentException(
                    $"{op}: output_padding {added} must be smaller than the " +
                    $"stride {stride} or the dilation {dilated}.");
            var result = (size - 1) * stride - 2L * padded + dilated * (kernel - 1) + added + 1;
            return result > 0 ? result
                : throw new ArgumentException(
                    $"{op}: the output of {Shapes.Text(input._shape)} would have the size {result}.");
        }
    }

    private static void Check(string op, Tensor x, Tensor weight, Tensor? bias, long outputs)
    {
        if (weight._count == 0)
            throw new ArgumentException(
                $"{op}: weight {Shapes.Text(weight._shape)} must have a size of at least 1 in every dimension.");
        if (bias is not null && (bias.Rank != 1 || bias._shape[0] != outputs))
            throw new ArgumentException(
                $"{op}: bias {Shapes.Text(bias._shape)} must hold one number for each of the {outputs} outputs.");
        if (x._dtype is not (ScalarType.Float32 or ScalarType.Float64) || weight._dtype != x._dtype
            || (bias is not null && bias._dtype != x._dtype))
            throw new InvalidOperationException(
                $"{op}: input, weight and bias have dtypes {x._dtype}, {weight._dtype}, {bias?._dtype}; they must " +
                "all be float32 or all float64.");
    }
}
