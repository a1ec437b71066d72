using ManagedTorch.Core;
using static TorchSharp.torch;

namespace TorchSharp;

internal static class PoolingOps
{
    internal static Tensor Average(Tensor x, long[] kernel_size, long[]? stride, long[]? padding, bool ceil,
        bool countPad, long? divisor)
    {
        const string op = "avg_pool2d";
        var (kernel, step, pad) = Sizes(op, x, kernel_size, stride, padding);
        if (divisor == 0) throw new ArgumentException($"{op}: divisor_override must not be 0.");
        var rows = WindowAxis.Sliding((int)x._shape[^2], kernel.H, step.H, pad.H, ceil, countPad);
        var columns = WindowAxis.Sliding((int)x._shape[^1], kernel.W, step.W, pad.W, ceil, countPad);
        if (rows.Count == 0 || columns.Count == 0) throw TooSmall(op, x, kernel);
        return new WindowMeanMap(op, x._shape[..^2], rows, columns, divisor).Apply(x);
    }

    internal static Tensor Adaptive(Tensor x, long[] output_size)
    {
        const string op = "adaptive_avg_pool2d";
        var (rows, columns) = AdaptiveAxes(op, x, output_size);
        return new WindowMeanMap(op, x._shape[..^2], rows, columns).Apply(x);
    }

    /// <summary>The largest of every window, and where in its plane it was; of equals the first, of NaN, which is above
    /// all, the last.</summary>
    internal static (Tensor Values, Tensor Indices) Max(Tensor x, long[] kernel_size, long[]? stride, long[]? padding,
        long[]? dilation, bool ceil)
    {
        const string op = "max_pool2d";
        var (kernel, step, pad) = Sizes(op, x, kernel_size, stride, padding);
        var apart = WindowArguments.Pair(op, "dilation", dilation, 1, 1);
        var rows = WindowAxis.Spread((int)x._shape[^2], kernel.H, step.H, pad.H, apart.H, ceil);
        var columns = WindowAxis.Spread((int)x._shape[^1], kernel.W, step.W, pad.W, apart.W, ceil);
        if (rows.Count == 0 || columns.Count == 0) throw TooSmall(op, x, kernel);
        return MaxPool.Apply(op, x, rows, columns);
    }

    /// <summary>The largest of each of a given number of windows that cover the image.</summary>
    internal static (Tensor Values, Tensor Indices) AdaptiveMax(Tensor x, long[] output_size)
    {
        const string op = "adaptive_max_pool2d";
        var (rows, columns) = AdaptiveAxes(op, x, output_size);
        return MaxPool.Apply(op, x, rows, columns);
    }

    private static (WindowAxis Rows, WindowAxis Columns) AdaptiveAxes(string op, Tensor x, long[] output_size)
    {
        WindowArguments.Batch(op, x);
        var (h, w) = WindowArguments.Pair(op, "output_size", output_size, 1, 0);
        if (x._shape[^1] == 0 || x._shape[^2] == 0)
            throw new ArgumentException($"{op}: {Shapes.Text(x._shape)} has nothing in its windows.");
        return (WindowAxis.Adaptive((int)x._shape[^2], h), WindowAxis.Adaptive((int)x._shape[^1], w));
    }

    private static ((int H, int W) Kernel, (int H, int W) Stride, (int H, int W) Pad) Sizes(string op, Tensor x,
        long[] kernel_size, long[]? stride, long[]? padding)
    {
        WindowArguments.Batch(op, x);
        var kernel = WindowArguments.Pair(op, "kernel_size", kernel_size, 1, 1);
        var step = stride is null || stride.Length == 0 ? kernel : WindowArguments.Pair(op, "stride", stride, 1, 1);
        var pad = WindowArguments.Pair(op, "padding", padding, 0, 0);
        if (2 * pad.H > kernel.H || 2 * pad.W > kernel.W)
            throw new ArgumentException(
                $"{op}: padding {pad.H} x {pad.W} must be at most half the kernel, {kernel.H} x {kernel.W}.");
        return (kernel, step, pad);
    }

    private static ArgumentException TooSmall(string op, Tensor x, (int H, int W) kernel) =>
        new($"{op}: a window of {kernel.H} x {kernel.W} does not fit {Shapes.Text(x._shape)}.");
}
