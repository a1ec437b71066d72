using static TorchSharp.torch;

namespace ManagedTorch.Core;

/// <summary>The dimensions a reduction runs over, as a set of bits; no dimensions given means all.</summary>
internal readonly struct Axes
{
    private readonly uint _bits;
    private readonly int _rank;

    internal Axes(string op, Tensor x, ReadOnlySpan<long> dims)
    {
        _rank = x.Rank;
        if (dims.Length == 0) _bits = uint.MaxValue;
        foreach (var dim in dims)
        {
            var bit = 1u << Shapes.Dim(op, dim, _rank);
            if ((_bits & bit) != 0) throw new ArgumentException($"{op}: dimension {dim} is given twice.");
            _bits |= bit;
        }
        All = _rank == 0 || (_bits | ~(uint.MaxValue >> (32 - _rank))) == uint.MaxValue;
    }

    internal bool All { get; }

    internal bool Has(int dim) => (_bits & (1u << dim)) != 0;

    internal long[] ResultShape(long[] shape, bool keepdim)
    {
        if (shape.Length == 0) return shape;
        var kept = 0;
        for (var i = 0; i < shape.Length; i++) if (!Has(i)) kept++;
        var result = new long[keepdim ? shape.Length : kept];
        var n = 0;
        for (var i = 0; i < shape.Length; i++)
        {
            if (!Has(i)) result[n++] = shape[i];
            else if (keepdim) result[n++] = 1;
        }
        return result;
    }

    /// <summary>Strides of the result over the input's shape: 0 along what is reduced.</summary>
    internal long[] ResultStrides(long[] shape)
    {
        var strides = new long[shape.Length];
        var step = 1L;
        for (var i = shape.Length - 1; i >= 0; i--)
        {
            if (Has(i)) continue;
            strides[i] = step;
            step *= Math.Max(shape[i], 1);
        }
        return strides;
    }

    /// <summary>How many elements make one element of the result.</summary>
    internal long Reduced(long[] shape)
    {
        var n = 1L;
        for (var i = 0; i < shape.Length; i++) if (Has(i)) n *= shape[i];
        return n;
    }

    /// <summary>Finds the last run [start, end) of neighboring reduced dimensions that ends at or before
    /// <paramref name="end"/>.</summary>
    internal bool LastRun(ref int end, out int start)
    {
        while (end > 0 && !Has(end - 1)) end--;
        start = end;
        while (start > 0 && Has(start - 1)) start--;
        return end > 0;
    }

    internal bool AnyBefore(int dim)
    {
        for (var i = 0; i < dim; i++) if (Has(i)) return true;
        return false;
    }
}
