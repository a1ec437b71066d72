using System.Numerics;
using System.Runtime.CompilerServices;
using ManagedTorch.Core;
using ManagedTorch.Kernels;
using static TorchSharp.torch;

namespace TorchSharp;

internal static class PoolingOps
{
    internal static Tensor Average(Tensor x, long[] kernel_size, long[]? stride, long[]? padding, bool ceil, bool countPad, long? divisor)
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
        Windows.Batch(op, x);
        var (h, w) = Windows.Pair(op, "output_size", output_size, 1, 0);
        if (x._shape[^1] == 0 || x._shape[^2] == 0) throw new ArgumentException($"{op}: {Shapes.Text(x._shape)} has nothing to average.");
        return new WindowMeanMap(op, x._shape[..^2], WindowAxis.Adaptive((int)x._shape[^2], h), WindowAxis.Adaptive((int)x._shape[^1], w)).Apply(x);
    }

    /// <summary>The largest of every window, and where in its plane it was; of equals the first, of NaN, which is above all, the last.</summary>
    internal static (Tensor Values, Tensor Indices) Max(Tensor x, long[] kernel_size, long[]? stride, long[]? padding, long[]? dilation, bool ceil)
    {
        const string op = "max_pool2d";
        var (kernel, step, pad) = Sizes(op, x, kernel_size, stride, padding);
        var apart = Windows.Pair(op, "dilation", dilation, 1, 1);
        var window = new SlidingWindow((int)x._shape[^2], (int)x._shape[^1], kernel.H, kernel.W, step.H, step.W, pad.H, pad.W, apart.H, apart.W);
        var (h, w) = (WindowAxis.Places(window.Height, kernel.H, step.H, pad.H, apart.H, ceil), WindowAxis.Places(window.Width, kernel.W, step.W, pad.W, apart.W, ceil));
        if (h == 0 || w == 0) throw TooSmall(op, x, kernel);
        var leading = x._shape[..^2];
        var indices = Tensor.New(ScalarType.Int64, [.. leading, h, w]);
        var work = new MaxWork(x.detach().contiguous(), indices, window, h, w);
        Dispatch.Number(op, x._dtype, ref work);
        // The gradient is that of picking the elements.
        return (x.reshape([.. leading, window.Plane]).gather(-1, indices.view([.. leading, h * w])).view(indices._shape), indices);
    }

    private static ((int H, int W) Kernel, (int H, int W) Stride, (int H, int W) Pad) Sizes(string op, Tensor x, long[] kernel_size, long[]? stride, long[]? padding)
    {
        Windows.Batch(op, x);
        var kernel = Windows.Pair(op, "kernel_size", kernel_size, 1, 1);
        var step = stride is null || stride.Length == 0 ? kernel : Windows.Pair(op, "stride", stride, 1, 1);
        var pad = Windows.Pair(op, "padding", padding, 0, 0);
        if (2 * pad.H > kernel.H || 2 * pad.W > kernel.W)
            throw new ArgumentException($"{op}: padding {pad.H} x {pad.W} must be at most half the kernel, {kernel.H} x {kernel.W}.");
        return (kernel, step, pad);
    }

    private static ArgumentException TooSmall(string op, Tensor x, (int H, int W) kernel) =>
        new($"{op}: a window of {kernel.H} x {kernel.W} does not fit {Shapes.Text(x._shape)}.");

    private readonly struct MaxWork(Tensor x, Tensor indices, SlidingWindow window, int outH, int outW) : IForNumber
    {
        public void Run<T>() where T : unmanaged, INumber<T>
        {
            var (source, result, sliding, height, width) = (x, indices, window, outH, outW);
            var places = height * width;
            if (sliding.Plane == 0 || places == 0) return;
            ThreadPoolWork.For(result._count / places, 1 + (1 << 14) / (places * sliding.Taps), (start, end) =>
            {
                for (var p = start; p < end; p++)
                    Plane<T>(sliding, height, width, source.Values<T>().Slice(p * sliding.Plane, sliding.Plane), result.Values<long>().Slice(p * places, places));
            });
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void Plane<T>(in SlidingWindow window, int height, int width, ReadOnlySpan<T> plane, Span<long> indices) where T : unmanaged, INumber<T>
        {
            for (var i = 0; i < height; i++)
                for (var j = 0; j < width; j++)
                {
                    var (top, left) = (FirstInside(i * window.StrideH - window.PadH, window.DilationH), FirstInside(j * window.StrideW - window.PadW, window.DilationW));
                    var bottom = Math.Min(i * window.StrideH - window.PadH + window.DilationH * (window.KernelH - 1) + 1, window.Height);
                    var right = Math.Min(j * window.StrideW - window.PadW + window.DilationW * (window.KernelW - 1) + 1, window.Width);
                    var best = top * window.Width + left;
                    var max = plane[best];
                    for (var h = top; h < bottom; h += window.DilationH)
                        for (var w = left; w < right; w += window.DilationW)
                        {
                            var at = h * window.Width + w;
                            var value = plane[at];
                            if ((value > max) | T.IsNaN(value)) (max, best) = (value, at);
                        }
                    indices[i * width + j] = best;
                }
        }

        private static int FirstInside(int start, int step) => start >= 0 ? start : start + (-start + step - 1) / step * step;
    }
}
