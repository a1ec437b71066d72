namespace ManagedTorch.Kernels;

/// <summary>
/// A fixed number of numbers handled together: one scalar, a 128-, 256- or 512-bit vector, or a
/// <see cref="Pair{V,T}"/>. A formula is written once over this interface; because every member is exactly rounded or
/// exact, it gives the same bits at every width. Comparisons return masks (all bits of a lane set or clear) for
/// <see cref="Select"/>.
/// </summary>
internal unsafe interface ISimdVector<V> where V : struct, ISimdVector<V>
{
    static abstract int Count { get; }

    /// <summary>True for float64 lanes: formulas choose their number of terms by it.</summary>
    static abstract bool IsDouble { get; }

    static abstract V Const(double value);

    /// <summary>Count elements from element <paramref name="index"/> of an array of this element type.</summary>
    static abstract V Load(void* array, nint index);
    static abstract void Store(void* array, nint index, V value);

    /// <summary>Every lane the element at <paramref name="element"/>.</summary>
    static abstract V BroadcastLoad(void* element);

    static abstract V operator +(V a, V b);
    static abstract V operator -(V a, V b);
    static abstract V operator *(V a, V b);
    static abstract V operator /(V a, V b);
    static abstract V operator &(V a, V b);
    static abstract V operator |(V a, V b);
    static abstract V operator ^(V a, V b);

    /// <summary>a * b + c, rounded once, by hardware or in software.</summary>
    static abstract V Fma(V a, V b, V c);
    static abstract V Sqrt(V x);
    static abstract V Abs(V x);
    static abstract V Floor(V x);
    static abstract V Ceiling(V x);
    static abstract V Truncate(V x);

    static abstract V Less(V a, V b);
    static abstract V LessOrEqual(V a, V b);
    static abstract V Equal(V a, V b);
    static abstract V Select(V mask, V a, V b);
    static abstract bool Any(V mask);

    /// <summary>a where x is less than y, b elsewhere and where either is NaN; AVX-512 makes one blend of it.</summary>
    static virtual V SelectLess(V x, V y, V a, V b) => V.Select(V.Less(x, y), a, b);

    /// <summary>The larger of a bound and x; NaN stays.</summary>
    static virtual V AtLeast(V bound, V x) => V.Select(V.Less(x, bound), bound, x);

    /// <summary>The smaller of a bound and x; NaN stays.</summary>
    static virtual V AtMost(V bound, V x) => V.Select(V.Less(bound, x), bound, x);

    /// <summary>A function of every lane; vectors of a pair one after the other, to keep compiled methods
    /// small.</summary>
    static abstract V Map<TOp>(V x) where TOp : struct, IUnary;

    /// <summary>The nearest integer, ties to even, for |x| below 2^22 (2^51 in float64).</summary>
    static virtual V RoundSmall(V x)
    {
        V magic = V.Const(V.IsDouble ? 6755399441055744.0 : 12582912.0);
        return x + magic - magic;
    }

    /// <summary>2^n for integral n inside the normal exponent range (and +inf one above it).</summary>
    static abstract V Pow2(V n);

    /// <summary>x where it is NaN, y elsewhere.</summary>
    static virtual V KeepNaN(V x, V y) => V.Select(V.Equal(x, x), y, x);

    /// <summary>x 2^n, for n as <see cref="Pow2"/> takes it.</summary>
    static virtual V TimesPow2(V x, V n) => x * V.Pow2(n);

    /// <summary>x 2^n rounded once, into the subnormal range, too, for x in [1/2, 2] and integral n up to twice
    /// that.</summary>
    static virtual V TimesAnyPow2(V x, V n)
    {
        V half = V.RoundSmall(n * V.Const(0.5));
        return x * V.Pow2(half) * V.Pow2(n - half);
    }

    /// <summary>For normal x > 0: e and mantissa with x = mantissa * 2^e, mantissa in [sqrt(1/2), sqrt(2)).</summary>
    static abstract V SplitExponent(V x, out V mantissa);
}

/// <summary>A vector of element type <typeparamref name="T"/>: memory access and sums over the lanes.</summary>
internal unsafe interface ISimdVector<V, T> : ISimdVector<V> where V : struct, ISimdVector<V, T> where T : unmanaged
{
    static abstract V Load(T* source);
    static abstract void Store(T* destination, V value);
    static abstract V Broadcast(T value);

    /// <summary>The first lanes from memory, the others from <paramref name="otherwise"/>; touches no more
    /// memory.</summary>
    static abstract V LoadPart(T* source, int count, V otherwise);

    /// <summary>Writes the first lanes.</summary>
    static abstract void StorePart(T* destination, int count, V value);

    /// <summary>Sum by halves: lane i is added to lane i + Count/2, and so on down to one.</summary>
    static abstract T Sum(V x);

    /// <summary>Largest lane, by halves; a NaN in any lane gives NaN.</summary>
    static abstract T Max(V x);
}
