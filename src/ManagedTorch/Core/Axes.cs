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

    /// <summary>The last run of neighbouring reduced dimensions that ends before <paramref name="before"/>.</summary>
    internal Block LastBlock(ReadOnlySpan<long> shape, int before = int.MaxValue)
    {
        var end = Math.Min(before, shape.Length);
        while (end > 0 && !Has(end - 1)) end--;
        if (end == 0) return new Block(0, 0, -1);
        var start = end - 1;
        while (start > 0 && Has(start - 1)) start--;
        return new Block(start, end, 0);
    }

    internal bool HasBlockBefore(int start)
    {
        for (var i = start - 1; i >= 0; i--) if (Has(i)) return true;
        return false;
    }

    internal readonly record struct Block(int Start, int End, int Size)
    {
        /// <summary>Elements before, in and after the block.</summary>
        internal (int Outer, int N, int Inner) Around(ReadOnlySpan<long> shape)
        {
            var (outer, n, inner) = (1L, 1L, 1L);
            for (var i = 0; i < shape.Length; i++)
            {
                if (i < Start) outer *= shape[i];
                else if (i < End) n *= shape[i];
                else inner *= shape[i];
            }
            return ((int)outer, (int)n, (int)inner);
        }
    }
}
