using System.Runtime.CompilerServices;

namespace ManagedTorch.Kernels;

/// <summary>One int64: arithmetic wraps, division truncates. Operations that only real numbers have throw.</summary>
internal readonly unsafe struct ScalarInt64(long value) : ISimdVector<ScalarInt64, long>
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;
    private readonly long _v = value;

    public static int Count { [MethodImpl(Inline)] get => 1; }
    public static bool IsDouble { [MethodImpl(Inline)] get => false; }

    [MethodImpl(Inline)] public static ScalarInt64 Load(void* array, nint index) => Load((long*)array + index);
    [MethodImpl(Inline)]
    public static void Store(void* array, nint index, ScalarInt64 value) => Store((long*)array + index, value);
    [MethodImpl(Inline)] public static ScalarInt64 BroadcastLoad(void* element) => Broadcast(*(long*)element);
    [MethodImpl(Inline)] public static ScalarInt64 Load(long* source) => new(*source);
    [MethodImpl(Inline)] public static void Store(long* destination, ScalarInt64 value) => *destination = value._v;
    [MethodImpl(Inline)] public static ScalarInt64 Broadcast(long value) => new(value);
    [MethodImpl(Inline)] public static ScalarInt64 Const(double value) => new((long)value);

    [MethodImpl(Inline)] public static ScalarInt64 operator +(ScalarInt64 a, ScalarInt64 b) => new(a._v + b._v);
    [MethodImpl(Inline)] public static ScalarInt64 operator -(ScalarInt64 a, ScalarInt64 b) => new(a._v - b._v);
    [MethodImpl(Inline)] public static ScalarInt64 operator *(ScalarInt64 a, ScalarInt64 b) => new(a._v * b._v);
    [MethodImpl(Inline)] public static ScalarInt64 operator /(ScalarInt64 a, ScalarInt64 b) => new(a._v / b._v);
    [MethodImpl(Inline)] public static ScalarInt64 operator &(ScalarInt64 a, ScalarInt64 b) => new(a._v & b._v);
    [MethodImpl(Inline)] public static ScalarInt64 operator |(ScalarInt64 a, ScalarInt64 b) => new(a._v | b._v);
    [MethodImpl(Inline)] public static ScalarInt64 operator ^(ScalarInt64 a, ScalarInt64 b) => new(a._v ^ b._v);

    [MethodImpl(Inline)]
    public static ScalarInt64 Fma(ScalarInt64 a, ScalarInt64 b, ScalarInt64 c) => new((a._v * b._v) + c._v);
    public static ScalarInt64 Sqrt(ScalarInt64 x) => throw RealOnly();
    [MethodImpl(Inline)] public static ScalarInt64 Abs(ScalarInt64 x) => new(x._v < 0 ? -x._v : x._v);
    [MethodImpl(Inline)] public static ScalarInt64 Floor(ScalarInt64 x) => x;
    [MethodImpl(Inline)] public static ScalarInt64 Ceiling(ScalarInt64 x) => x;
    [MethodImpl(Inline)] public static ScalarInt64 Truncate(ScalarInt64 x) => x;

    [MethodImpl(Inline)] public static ScalarInt64 Less(ScalarInt64 a, ScalarInt64 b) => Mask(a._v < b._v);
    [MethodImpl(Inline)] public static ScalarInt64 LessOrEqual(ScalarInt64 a, ScalarInt64 b) => Mask(a._v <= b._v);
    [MethodImpl(Inline)] public static ScalarInt64 Equal(ScalarInt64 a, ScalarInt64 b) => Mask(a._v == b._v);
    [MethodImpl(Inline)]
    public static ScalarInt64 Select(ScalarInt64 mask, ScalarInt64 a, ScalarInt64 b) =>
        new((mask._v & a._v) | (~mask._v & b._v));
    [MethodImpl(Inline)] public static bool Any(ScalarInt64 mask) => mask._v != 0;

    public static ScalarInt64 Pow2(ScalarInt64 n) => throw RealOnly();
    public static ScalarInt64 SplitExponent(ScalarInt64 x, out ScalarInt64 mantissa) => throw RealOnly();

    [MethodImpl(Inline)]
    public static ScalarInt64 LoadPart(long* source, int count, ScalarInt64 otherwise) =>
    count > 0 ? new(*source) : otherwise;
    [MethodImpl(Inline)]
    public static void StorePart(long* destination, int count, ScalarInt64 value)
    {
        if (count > 0) *destination = value._v;
    }

    [MethodImpl(Inline)] public static ScalarInt64 Map<TOp>(ScalarInt64 x) where TOp : struct, IUnary => TOp.Invoke(x);

    [MethodImpl(Inline)] public static long Sum(ScalarInt64 x) => x._v;
    [MethodImpl(Inline)] public static long Max(ScalarInt64 x) => x._v;

    [MethodImpl(Inline)] private static ScalarInt64 Mask(bool set) => new(set ? -1 : 0);
    private static NotSupportedException RealOnly() => new("This operation is defined for float32 and float64 only.");
}
