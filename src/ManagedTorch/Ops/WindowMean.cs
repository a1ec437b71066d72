using System.Runtime.CompilerServices;
using ManagedTorch.Core;
using ManagedTorch.Kernels;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>The windows along one axis: where each begins and ends inside the axis, and the size it is averaged over.</summary>
internal sealed record WindowAxis(int Size, int[] Start, int[] End, int[] Weight)
{
    internal int Count => Start.Length;

    /// <summary>Windows of one size at equal steps; with <paramref name="countPad"/> zeros beyond the edge count.</summary>
    internal static WindowAxis Sliding(int size, int kernel, int stride, int pad, bool ceil, bool countPad)
    {
        var axis = Of(size, Places(size, kernel, stride, pad, 1, ceil));
        for (var i = 0; i < axis.Count; i++)
        {
            var start = i * stride - pad;
            var end = Math.Min(start + kernel, size + pad);
            axis.Set(i, Math.Max(start, 0), Math.Min(end, size), countPad ? end - start : Math.Min(end, size) - Math.Max(start, 0));
        }
        return axis;
    }

    /// <summary>A given number of windows that cover the axis, equal but for rounding.</summary>
    internal static WindowAxis Adaptive(int size, int count)
    {
        var axis = Of(size, count);
        for (var i = 0; i < count; i++)
        {
            var (start, end) = ((int)((long)i * size / count), (int)(((long)(i + 1) * size + count - 1) / count));
            axis.Set(i, start, end, end - start);
        }
        return axis;
    }

    /// <summary>Single elements, the nearest below each place of another resolution; in float32, as PyTorch.</summary>
    internal static WindowAxis Nearest(int size, int count, float step)
    {
        var axis = Of(size, count);
        for (var i = 0; i < count; i++)
        {
            var at = Math.Min((int)MathF.Floor(i * step), size - 1);
            axis.Set(i, at, at + 1, 1);
        }
        return axis;
    }

    /// <summary>Positions of a window; <paramref name="ceil"/> lets a last one begin inside and end outside.</summary>
    internal static int Places(int size, int kernel, int stride, int pad, int dilation, bool ceil)
    {
        var room = size + 2 * pad - dilation * (kernel - 1) - 1;
        if (room < 0 && (!ceil || room <= -stride)) return 0;
        var places = (room + (ceil ? stride - 1 : 0)) / stride + 1;
        return ceil && (places - 1) * stride >= size + pad ? places - 1 : places;
    }

    private static WindowAxis Of(int size, int count) => new(size, new int[count], new int[count], new int[count]);

    private void Set(int i, int start, int end, int weight) => (Start[i], End[i], Weight[i]) = (start, end, weight);
}

/// <summary>
/// Means over windows of every plane [..., height, width]: average pooling, and nearest-neighbour scaling as windows of
/// one element. Rows before columns; threads take planes.
/// </summary>
internal sealed class WindowMeanMap(string name, long[] leading, WindowAxis rows, WindowAxis columns, long? divisor = null) : LinearMap
{
    internal override string Name => name;

    protected override long[] From => [.. leading, rows.Size, columns.Size];

    protected override long[] To => [.. leading, rows.Count, columns.Count];

    protected override void Run<T>(Tensor x, Tensor y, bool transposed)
    {
        var (whole, means) = (rows.Size * columns.Size, rows.Count * columns.Count);
        ThreadPoolWork.For(Shapes.Count(leading), 1 + (1 << 14) / Math.Max(1, Math.Max(whole, means)), (start, end) =>
        {
            for (var p = start; p < end; p++)
                if (transposed) Spread<T>(x.Values<T>().Slice(p * means, means), y.Values<T>().Slice(p * whole, whole));
                else Average<T>(x.Values<T>().Slice(p * whole, whole), y.Values<T>().Slice(p * means, means));
        });
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Average<T>(ReadOnlySpan<T> plane, Span<T> means) where T : unmanaged, System.Numerics.INumber<T>
    {
        var (width, at) = (columns.Size, 0);
        int[] firstRow = rows.Start, lastRow = rows.End, firstColumn = columns.Start, lastColumn = columns.End;
        for (var i = 0; i < firstRow.Length; i++)
            for (var j = 0; j < firstColumn.Length; j++)
            {
                var sum = T.Zero;
                for (var h = firstRow[i]; h < lastRow[i]; h++)
                    for (var w = firstColumn[j]; w < lastColumn[j]; w++) sum += plane[h * width + w];
                means[at++] = sum / Divisor<T>(i, j);
            }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Spread<T>(ReadOnlySpan<T> means, Span<T> plane) where T : unmanaged, System.Numerics.INumber<T>
    {
        plane.Clear();
        var (width, at) = (columns.Size, 0);
        int[] firstRow = rows.Start, lastRow = rows.End, firstColumn = columns.Start, lastColumn = columns.End;
        for (var i = 0; i < firstRow.Length; i++)
            for (var j = 0; j < firstColumn.Length; j++)
            {
                var share = means[at++] / Divisor<T>(i, j);
                for (var h = firstRow[i]; h < lastRow[i]; h++)
                    for (var w = firstColumn[j]; w < lastColumn[j]; w++) plane[h * width + w] += share;
            }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private T Divisor<T>(int i, int j) where T : System.Numerics.INumber<T> => T.CreateTruncating(divisor ?? (long)rows.Weight[i] * columns.Weight[j]);
}
