using System.Runtime.CompilerServices;

namespace ManagedTorch.Kernels;

/// <summary>Two lane groups side by side: builds the 16 lanes of every reduction from vectors of any width.</summary>
internal readonly unsafe struct Pair<V, T> : ISimdVector<Pair<V, T>, T> where V : struct, ISimdVector<V, T>
    where T : unmanaged
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;
    private readonly V _low, _high;

    [MethodImpl(Inline)] private Pair(V low, V high) { _low = low; _high = high; }

    public static int Count { [MethodImpl(Inline)] get => 2 * V.Count; }
    public static bool IsDouble { [MethodImpl(Inline)] get => V.IsDouble; }

    [MethodImpl(Inline)] public static Pair<V, T> Load(void* array, nint index) => Load((T*)array + index);
    [MethodImpl(Inline)]
    public static void Store(void* array, nint index, Pair<V, T> value) => Store((T*)array + index, value);
    [MethodImpl(Inline)] public static Pair<V, T> BroadcastLoad(void* element) => Broadcast(*(T*)element);
    [MethodImpl(Inline)] public static Pair<V, T> Load(T* source) => new(V.Load(source), V.Load(source + V.Count));
    [MethodImpl(Inline)]
    public static void Store(T* destination, Pair<V, T> value)
    {
        V.Store(destination, value._low);
        V.Store(destination + V.Count, value._high);
    }
    [MethodImpl(Inline)] public static Pair<V, T> Broadcast(T value) => new(V.Broadcast(value), V.Broadcast(value));
    [MethodImpl(Inline)] public static Pair<V, T> Const(double value) => new(V.Const(value), V.Const(value));

    [MethodImpl(Inline)]
    public static Pair<V, T> operator +(Pair<V, T> a, Pair<V, T> b) =>
        new(a._low + b._low, a._high + b._high);
    [MethodImpl(Inline)]
    public static Pair<V, T> operator -(Pair<V, T> a, Pair<V, T> b) =>
        new(a._low - b._low, a._high - b._high);
    [MethodImpl(Inline)]
    public static Pair<V, T> operator *(Pair<V, T> a, Pair<V, T> b) =>
        new(a._low * b._low, a._high * b._high);
    [MethodImpl(Inline)]
    public static Pair<V, T> operator /(Pair<V, T> a, Pair<V, T> b) =>
        new(a._low / b._low, a._high / b._high);
    [MethodImpl(Inline)]
    public static Pair<V, T> operator &(Pair<V, T> a, Pair<V, T> b) =>
        new(a._low & b._low, a._high & b._high);
    [MethodImpl(Inline)]
    public static Pair<V, T> operator |(Pair<V, T> a, Pair<V, T> b) =>
        new(a._low | b._low, a._high | b._high);
    [MethodImpl(Inline)]
    public static Pair<V, T> operator ^(Pair<V, T> a, Pair<V, T> b) =>
        new(a._low ^ b._low, a._high ^ b._high);

    [MethodImpl(Inline)]
    public static Pair<V, T> Fma(Pair<V, T> a, Pair<V, T> b, Pair<V, T> c) =>
        new(V.Fma(a._low, b._low, c._low), V.Fma(a._high, b._high, c._high));
    [MethodImpl(Inline)] public static Pair<V, T> Sqrt(Pair<V, T> x) => new(V.Sqrt(x._low), V.Sqrt(x._high));
    [MethodImpl(Inline)] public static Pair<V, T> Abs(Pair<V, T> x) => new(V.Abs(x._low), V.Abs(x._high));
    [MethodImpl(Inline)] public static Pair<V, T> Floor(Pair<V, T> x) => new(V.Floor(x._low), V.Floor(x._high));
    [MethodImpl(Inline)] public static Pair<V, T> Ceiling(Pair<V, T> x) => new(V.Ceiling(x._low), V.Ceiling(x._high));
    [MethodImpl(Inline)]
    public static Pair<V, T> Truncate(Pair<V, T> x) =>
        new(V.Truncate(x._low), V.Truncate(x._high));

    [MethodImpl(Inline)]
    public static Pair<V, T> Less(Pair<V, T> a, Pair<V, T> b) => new(V.Less(a._low, b._low), V.Less(a._high, b._high));
    [MethodImpl(Inline)]
    public static Pair<V, T> LessOrEqual(Pair<V, T> a, Pair<V, T> b) =>
        new(V.LessOrEqual(a._low, b._low), V.LessOrEqual(a._high, b._high));
    [MethodImpl(Inline)]
    public static Pair<V, T> Equal(Pair<V, T> a, Pair<V, T> b) =>
    new(V.Equal(a._low, b._low), V.Equal(a._high, b._high));
    [MethodImpl(Inline)]
    public static Pair<V, T> Select(Pair<V, T> mask, Pair<V, T> a, Pair<V, T> b) =>
        new(V.Select(mask._low, a._low, b._low), V.Select(mask._high, a._high, b._high));
    [MethodImpl(Inline)] public static bool Any(Pair<V, T> mask) => V.Any(mask._low | mask._high);

    [MethodImpl(Inline)] public static Pair<V, T> Pow2(Pair<V, T> n) => new(V.Pow2(n._low), V.Pow2(n._high));
    [MethodImpl(Inline)]
    public static Pair<V, T> SplitExponent(Pair<V, T> x, out Pair<V, T> mantissa)
    {
        var result = new Pair<V, T>(V.SplitExponent(x._low, out V low), V.SplitExponent(x._high, out V high));
        mantissa = new(low, high);
        return result;
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static Pair<V, T> LoadPart(T* source, int count, Pair<V, T> otherwise) => count < V.Count
        ? new(V.LoadPart(source, count, otherwise._low), otherwise._high)
        : new(V.Load(source), V.LoadPart(source + V.Count, count - V.Count, otherwise._high));

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void StorePart(T* destination, int count, Pair<V, T> value)
    {
        if (count < V.Count)
        {
            V.StorePart(destination, count, value._low);
            return;
        }
        V.Store(destination, value._low);
        V.StorePart(destination + V.Count, count - V.Count, value._high);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static Pair<V, T> Map<TOp>(Pair<V, T> x) where TOp : struct, IUnary =>
    new(V.Map<TOp>(x._low), V.Map<TOp>(x._high));

    [MethodImpl(Inline)] public static T Sum(Pair<V, T> x) => V.Sum(x._low + x._high);
    [MethodImpl(Inline)] public static T Max(Pair<V, T> x) => V.Max(SimdMath.Max(x._low, x._high));
}
