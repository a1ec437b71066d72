using System.Numerics;
using System.Runtime.CompilerServices;
using ManagedTorch.Core;
using ManagedTorch.Kernels;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>Each place of one axis at another resolution: which elements it is made of, and how much of each.</summary>
internal sealed record ResampleAxis(int Size, int Taps, int[] From, double[] Weight)
{
    internal int Count => From.Length / Taps;

    /// <summary>Every element as it is.</summary>
    internal static ResampleAxis Same(int size) =>
        Of(size, size, 1, (i, taps, weights) => (taps[0], weights[0]) = (i, 1));

    /// <summary>Between two neighbors.</summary>
    internal static ResampleAxis Linear(int size, int count, double? factor, bool corners, bool single) =>
        Of(size, count, 2, (i, taps, weights) =>
    {
        var at = Math.Max(0, Place(size, count, factor, corners, single, i));
        var below = Math.Min((int)at, size - 1);
        var rest = single ? (float)at - below : at - below;
        (taps[0], taps[1]) = (below, Math.Min(below + 1, size - 1));
        (weights[0], weights[1]) = (single ? 1f - (float)rest : 1 - rest, rest);
    });

    /// <summary>Among four neighbors by cubic convolution with A = -0.75 (Keys, 1981), as PyTorch.</summary>
    internal static ResampleAxis Cubic(int size, int count, double? factor, bool corners, bool single) =>
        Of(size, count, 4, (i, taps, weights) =>
    {
        const double a = -0.75;
        var at = Place(size, count, factor, corners, single, i);
        var below = (int)Math.Floor(at);
        var t = single ? (float)at - below : at - below;
        double Near(double x) => ((a + 2) * x - (a + 3)) * x * x + 1;
        double Far(double x) => ((a * x - 5 * a) * x + 8 * a) * x - 4 * a;
        for (var k = 0; k < 4; k++) taps[k] = Math.Clamp(below - 1 + k, 0, size - 1);
        (weights[0], weights[1], weights[2], weights[3]) = (Far(t + 1), Near(t), Near(1 - t), Far(2 - t));
    });

    /// <summary>Where a place of the new axis lies on the old one; for float32 in float32, as PyTorch.</summary>
    private static double Place(int size, int count, double? factor, bool corners, bool single, int i)
    {
        var step = corners ? count > 1 ? (double)(size - 1) / (count - 1) : 0 : factor is { } f ? 1 / f
            : (double)size / count;
        if (!single) return corners ? step * i : step * (i + 0.5) - 0.5;
        var narrow = corners ? count > 1 ? (float)(size - 1) / (count - 1) : 0 : factor is { } ? (float)step
            : (float)size / count;
        return corners ? narrow * i : narrow * (i + 0.5f) - 0.5f;
    }

    private static ResampleAxis Of(int size, int count, int taps,
        Action<int, ArraySegment<int>, ArraySegment<double>> set)
    {
        var axis = new ResampleAxis(size, taps, new int[count * taps], new double[count * taps]);
        for (var i = 0; i < count; i++) set(i, new(axis.From, i * taps, taps), new(axis.Weight, i * taps, taps));
        return axis;
    }
}

/// <summary>
/// Weighted sums of a few rows and columns of every plane [..., height, width]: linear and cubic scaling. Columns
/// before rows; threads take planes.
/// </summary>
internal sealed class ResampleMap(string name, long[] leading, ResampleAxis rows, ResampleAxis columns) : LinearMap
{
    internal override string Name => name;

    protected override long[] From => [.. leading, rows.Size, columns.Size];

    protected override long[] To => [.. leading, rows.Count, columns.Count];

    protected override void Run<T>(Tensor x, Tensor y, bool transposed)
    {
        var (whole, places) = (rows.Size * columns.Size, rows.Count * columns.Count);
        T[] down = Array.ConvertAll(rows.Weight, T.CreateTruncating),
            across = Array.ConvertAll(columns.Weight, T.CreateTruncating);
        ThreadPoolWork.For(Shapes.Count(leading), 1 + (1 << 13) / Math.Max(1, Math.Max(whole, places)), (start, end) =>
        {
            for (var p = start; p < end; p++)
                if (transposed)
                    Spread(down, across, x.Values<T>().Slice(p * places, places),
                        y.Values<T>().Slice(p * whole, whole));
                else Gather(down, across, x.Values<T>().Slice(p * whole, whole),
                    y.Values<T>().Slice(p * places, places));
        });
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Gather<T>(T[] down, T[] across, ReadOnlySpan<T> plane, Span<T> result) where T : unmanaged, INumber<T>
    {
        var (width, at, tallTaps, wideTaps) = (columns.Size, 0, rows.Taps, columns.Taps);
        int[] fromRow = rows.From, fromColumn = columns.From;
        for (var i = 0; i < rows.Count; i++)
            for (var j = 0; j < columns.Count; j++)
            {
                var sum = T.Zero;
                for (var a = i * tallTaps; a < (i + 1) * tallTaps; a++)
                {
                    var row = T.Zero;
                    for (var b = j * wideTaps; b < (j + 1) * wideTaps; b++)
                        row += across[b] * plane[fromRow[a] * width + fromColumn[b]];
                    sum += down[a] * row;
                }
                result[at++] = sum;
            }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Spread<T>(T[] down, T[] across, ReadOnlySpan<T> grad, Span<T> plane) where T : unmanaged, INumber<T>
    {
        plane.Clear();
        var (width, at, tallTaps, wideTaps) = (columns.Size, 0, rows.Taps, columns.Taps);
        int[] fromRow = rows.From, fromColumn = columns.From;
        for (var i = 0; i < rows.Count; i++)
            for (var j = 0; j < columns.Count; j++)
            {
                var share = grad[at++];
                for (var a = i * tallTaps; a < (i + 1) * tallTaps; a++)
                    for (var b = j * wideTaps; b < (j + 1) * wideTaps; b++)
                        plane[fromRow[a] * width + fromColumn[b]] += down[a] * (across[b] * share);
            }
    }
}
