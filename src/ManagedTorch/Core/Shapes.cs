using System.Globalization;
using System.Text;

namespace ManagedTorch.Core;

/// <summary>Arithmetic on shapes and strides. Shape arrays held by tensors are never written to, so tensors share
/// them.</summary>
internal static class Shapes
{
    internal const int MaxRank = 32;

    internal static int Count(ReadOnlySpan<long> shape)
    {
        const long tooMany = long.MaxValue;
        var n = 1L;
        foreach (var size in shape)
        {
            if (size < 0) throw new ArgumentException($"shape {Text(shape)}: a size cannot be negative.");
            n = n == 0 || size == 0 ? 0 : (n | size) <= int.MaxValue ? n * size : tooMany;
        }
        if (n > Array.MaxLength)
            throw new ArgumentException(
                $"shape {Text(shape)}: more elements than one tensor can hold ({Array.MaxLength}).");
        if (shape.Length > MaxRank)
            throw new ArgumentException($"shape {Text(shape)}: at most {MaxRank} dimensions are supported.");
        return (int)n;
    }

    internal static long[] ContiguousStrides(ReadOnlySpan<long> shape)
    {
        if (shape.Length == 0) return [];
        var strides = new long[shape.Length];
        var step = 1L;
        for (var i = shape.Length - 1; i >= 0; i--)
        {
            strides[i] = step;
            step *= Math.Max(shape[i], 1);
        }
        return strides;
    }

    internal static bool IsContiguous(ReadOnlySpan<long> shape, ReadOnlySpan<long> strides)
    {
        var step = 1L;
        for (var i = shape.Length - 1; i >= 0; i--)
        {
            if (shape[i] == 0) return true;
            if (shape[i] != 1 && strides[i] != step) return false;
            step *= shape[i];
        }
        return true;
    }

    internal static bool Same(long[] a, long[] b) => ReferenceEquals(a, b) || a.AsSpan().SequenceEqual(b);

    /// <summary>The index of a dimension counted from the front, from one that may be counted from the back.</summary>
    internal static int Dim(string op, long dim, int rank)
    {
        var limit = Math.Max(rank, 1);
        if (dim < -limit || dim >= limit)
            throw new ArgumentOutOfRangeException(nameof(dim),
                $"{op}: dimension {dim} is out of range for a tensor " +
                $"of {rank} dimensions (expected {-limit} to {limit - 1}).");
        return (int)(dim < 0 ? dim + limit : dim);
    }

    /// <summary>The shape two operands broadcast to.</summary>
    internal static long[] Broadcast(string op, long[] a, long[] b)
    {
        if (Same(a, b)) return a;
        var rank = Math.Max(a.Length, b.Length);
        var result = new long[rank];
        for (var i = 1; i <= rank; i++)
        {
            var x = i <= a.Length ? a[^i] : 1;
            var y = i <= b.Length ? b[^i] : 1;
            if (x != y && x != 1 && y != 1)
                throw new ArgumentException(
                    $"{op}: shapes {Text(a)} and {Text(b)} do not broadcast: " +
                    $"sizes {x} and {y} differ at dimension {rank - i}; reshape or unsqueeze one of them.");
            result[^i] = x == 1 ? y : x;
        }
        return Same(result, a) ? a : Same(result, b) ? b : result;
    }

    internal static bool BroadcastsTo(ReadOnlySpan<long> from, ReadOnlySpan<long> to)
    {
        if (from.Length > to.Length) return false;
        for (var i = 1; i <= from.Length; i++)
            if (from[^i] != to[^i] && from[^i] != 1) return false;
        return true;
    }

    internal static long[] Without(long[] shape, int dim)
    {
        var result = new long[shape.Length - 1];
        shape.AsSpan(0, dim).CopyTo(result);
        shape.AsSpan(dim + 1).CopyTo(result.AsSpan(dim));
        return result;
    }

    internal static long[] With(long[] shape, int dim, long size)
    {
        var result = (long[])shape.Clone();
        result[dim] = size;
        return result;
    }

    internal static long[] Insert(long[] shape, int dim, long size)
    {
        var result = new long[shape.Length + 1];
        shape.AsSpan(0, dim).CopyTo(result);
        result[dim] = size;
        shape.AsSpan(dim).CopyTo(result.AsSpan(dim + 1));
        return result;
    }

    /// <summary>Replaces one size of -1 by what the number of elements leaves for it.</summary>
    internal static long[] Infer(string op, ReadOnlySpan<long> wanted, long count, long[] current)
    {
        var unknown = -1;
        var known = 1L;
        for (var i = 0; i < wanted.Length; i++)
        {
            if (wanted[i] == -1)
            {
                if (unknown >= 0) throw new ArgumentException($"{op}: only one size can be -1 in {Text(wanted)}.");
                unknown = i;
            }
            else if (wanted[i] < 0)
                throw new ArgumentException($"{op}: size {wanted[i]} in {Text(wanted)} is negative.");
            else known = checked(known * wanted[i]);
        }
        var shape = wanted.ToArray();
        if (unknown >= 0 && known != 0 && count % known == 0) shape[unknown] = count / known;
        else if (unknown >= 0 || known != count)
            throw new ArgumentException(
                $"{op}: a tensor of shape {Text(current)} ({count} elements) cannot take the shape {Text(wanted)}.");
        return Same(shape, current) ? current : shape;
    }

    /// <summary>Strides that show the same memory under another shape, or null if only a copy can.</summary>
    internal static long[]? ViewStrides(long[] shape, long[] strides, long[] target)
    {
        var result = new long[target.Length];
        var t = target.Length - 1;
        var d = shape.Length - 1;
        while (d >= 0)
        {
            // One block: dimensions that lie in memory as if they were one.
            var step = strides[d];
            var block = shape[d];
            while (d > 0 && (shape[d - 1] == 1 || strides[d - 1] == block * step))
            {
                d--;
                block *= shape[d];
            }
            // A block that starts with size-1 dimensions takes its step from the first real one.
            var used = 1L;
            while (t >= 0 && (used < block || target[t] == 1))
            {
                result[t] = used * step;
                used *= target[t];
                t--;
            }
            if (used != block) return null;
            d--;
        }
        for (; t >= 0; t--) result[t] = 1;
        return result;
    }

    internal static string Text(ReadOnlySpan<long> shape)
    {
        var text = new StringBuilder("[");
        for (var i = 0; i < shape.Length; i++)
        {
            if (i > 0) text.Append(", ");
            text.Append(shape[i].ToString(CultureInfo.InvariantCulture));
        }
        return text.Append(']').ToString();
    }
}
