using System.Runtime.CompilerServices;
using ManagedTorch.Core;
using ManagedTorch.Kernels;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>
/// Means over windows of every plane [..., height, width]: average pooling, and nearest-neighbor scaling as windows of
/// one element. Rows before columns; threads take planes.
/// </summary>
internal sealed class WindowMeanMap(string name, long[] leading, WindowAxis rows, WindowAxis columns,
    long? divisor = null) : LinearMap
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
                // Rows by themselves, then their sums: a window over a whole image has too many elements for one
                // running sum.
                var sum = T.Zero;
                for (var h = firstRow[i]; h < lastRow[i]; h++)
                {
                    var row = T.Zero;
                    for (var w = firstColumn[j]; w < lastColumn[j]; w++) row += plane[h * width + w];
                    sum += row;
                }
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
    private T Divisor<T>(int i, int j) where T : System.Numerics.INumber<T> =>
    T.CreateTruncating(divisor ?? (long)rows.Weight[i] * columns.Weight[j]);
}
