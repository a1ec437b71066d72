namespace TorchSharp;

/// <summary>The windows along one axis: where each begins and ends inside the axis, and the size it is averaged
/// over.</summary>
internal sealed record WindowAxis(int Size, int[] Start, int[] End, int[] Weight)
{
    internal int Count => Start.Length;

    /// <summary>The distance between the elements of a window.</summary>
    internal int Step { get; private init; } = 1;

    /// <summary>Windows of one size at equal steps; with <paramref name="countPad"/> zeros beyond the edge
    /// count.</summary>
    internal static WindowAxis Sliding(int size, int kernel, int stride, int pad, bool ceil, bool countPad)
    {
        var axis = Of(size, Places(size, kernel, stride, pad, 1, ceil));
        for (var i = 0; i < axis.Count; i++)
        {
            var start = i * stride - pad;
            var end = Math.Min(start + kernel, size + pad);
            axis.Set(i, Math.Max(start, 0), Math.Min(end, size), countPad ? end - start
                : Math.Min(end, size) - Math.Max(start, 0));
        }
        return axis;
    }

    /// <summary>Windows of taps that are <paramref name="dilation"/> apart; only those inside the axis are
    /// seen.</summary>
    internal static WindowAxis Spread(int size, int kernel, int stride, int pad, int dilation, bool ceil)
    {
        var axis = Of(size, Places(size, kernel, stride, pad, dilation, ceil)) with { Step = dilation };
        for (var i = 0; i < axis.Count; i++)
        {
            var start = i * stride - pad;
            var inside = start >= 0 ? start : start + (-start + dilation - 1) / dilation * dilation;
            var end = Math.Min(start + dilation * (kernel - 1) + 1, size);
            if (inside >= end && size > 0)
                throw new ArgumentException(
                    $"max_pool: window {i}, {kernel} elements {dilation} apart, lies wholly in the padding of {pad} " +
                    $"around {size} elements; take less padding or dilation.");
            axis.Set(i, inside, end, 1);
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
    internal static WindowAxis Nearest(int size, int count, float step, float offset)
    {
        var axis = Of(size, count);
        for (var i = 0; i < count; i++)
        {
            var at = Math.Min((int)MathF.Floor((i + offset) * step), size - 1);
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
