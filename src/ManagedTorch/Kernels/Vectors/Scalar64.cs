using System.Runtime.CompilerServices;

namespace ManagedTorch.Kernels;

/// <summary>One float64 number: the tail of every vector loop, and the whole of it where there are no vector
/// units.</summary>
internal readonly unsafe struct Scalar64(double value) : ISimdVector<Scalar64, double>
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;
    private readonly double _v = value;

    public static int Count { [MethodImpl(Inline)] get => 1; }
    public static bool IsDouble { [MethodImpl(Inline)] get => true; }

    [MethodImpl(Inline)] public static Scalar64 Load(void* array, nint index) => Load((double*)array + index);
    [MethodImpl(Inline)]
    public static void Store(void* array, nint index, Scalar64 value) => Store((double*)array + index, value);
    [MethodImpl(Inline)] public static Scalar64 BroadcastLoad(void* element) => Broadcast(*(double*)element);
    [MethodImpl(Inline)] public static Scalar64 Load(double* source) => new(*source);
    [MethodImpl(Inline)] public static void Store(double* destination, Scalar64 value) => *destination = value._v;
    [MethodImpl(Inline)] public static Scalar64 Broadcast(double value) => new(value);
    [MethodImpl(Inline)] public static Scalar64 Const(double value) => new((double)value);

    [MethodImpl(Inline)] public static Scalar64 operator +(Scalar64 a, Scalar64 b) => new(a._v + b._v);
    [MethodImpl(Inline)] public static Scalar64 operator -(Scalar64 a, Scalar64 b) => new(a._v - b._v);
    [MethodImpl(Inline)] public static Scalar64 operator *(Scalar64 a, Scalar64 b) => new(a._v * b._v);
    [MethodImpl(Inline)] public static Scalar64 operator /(Scalar64 a, Scalar64 b) => new(a._v / b._v);
    [MethodImpl(Inline)] public static Scalar64 operator &(Scalar64 a, Scalar64 b) => Of(Bits(a) & Bits(b));
    [MethodImpl(Inline)] public static Scalar64 operator |(Scalar64 a, Scalar64 b) => Of(Bits(a) | Bits(b));
    [MethodImpl(Inline)] public static Scalar64 operator ^(Scalar64 a, Scalar64 b) => Of(Bits(a) ^ Bits(b));

    [MethodImpl(Inline)]
    public static Scalar64 Fma(Scalar64 a, Scalar64 b, Scalar64 c) => new(Math.FusedMultiplyAdd(a._v, b._v, c._v));
    [MethodImpl(Inline)] public static Scalar64 Sqrt(Scalar64 x) => new(Math.Sqrt(x._v));
    [MethodImpl(Inline)] public static Scalar64 Abs(Scalar64 x) => new(Math.Abs(x._v));
    [MethodImpl(Inline)] public static Scalar64 Floor(Scalar64 x) => new(Math.Floor(x._v));
    [MethodImpl(Inline)] public static Scalar64 Ceiling(Scalar64 x) => new(Math.Ceiling(x._v));
    [MethodImpl(Inline)] public static Scalar64 Truncate(Scalar64 x) => new(Math.Truncate(x._v));

    [MethodImpl(Inline)] public static Scalar64 Less(Scalar64 a, Scalar64 b) => Mask(a._v < b._v);
    [MethodImpl(Inline)] public static Scalar64 LessOrEqual(Scalar64 a, Scalar64 b) => Mask(a._v <= b._v);
    [MethodImpl(Inline)] public static Scalar64 Equal(Scalar64 a, Scalar64 b) => Mask(a._v == b._v);
    [MethodImpl(Inline)]
    public static Scalar64 Select(Scalar64 mask, Scalar64 a, Scalar64 b) =>
        Of((Bits(mask) & Bits(a)) | (~Bits(mask) & Bits(b)));
    [MethodImpl(Inline)] public static bool Any(Scalar64 mask) => Bits(mask) != 0;

    [MethodImpl(Inline)]
    public static Scalar64 Pow2(Scalar64 n) =>
        Of((Bits(new(n._v + 6755399441055744.0)) << 52) + Bits(new(1)));

    [MethodImpl(Inline)]
    public static Scalar64 SplitExponent(Scalar64 x, out Scalar64 mantissa)
    {
        long bits = Bits(x) + (Bits(new(1)) - ExponentBits.HalfRoot64);
        mantissa = Of((bits & ExponentBits.Mantissa64) + ExponentBits.HalfRoot64);
        return new((bits >>> 52) - 1023);
    }

    [MethodImpl(Inline)]
    public static Scalar64 LoadPart(double* source, int count, Scalar64 otherwise) =>
    count > 0 ? new(*source) : otherwise;
    [MethodImpl(Inline)]
    public static void StorePart(double* destination, int count, Scalar64 value)
    {
        if (count > 0) *destination = value._v;
    }

    [MethodImpl(Inline)] public static Scalar64 Map<TOp>(Scalar64 x) where TOp : struct, IUnary => TOp.Invoke(x);

    [MethodImpl(Inline)] public static double Sum(Scalar64 x) => x._v;
    [MethodImpl(Inline)] public static double Max(Scalar64 x) => x._v;

    [MethodImpl(Inline)] private static long Bits(Scalar64 x) => BitConverter.DoubleToInt64Bits(x._v);
    [MethodImpl(Inline)] private static Scalar64 Of(long bits) => new(BitConverter.Int64BitsToDouble(bits));
    [MethodImpl(Inline)] private static Scalar64 Mask(bool set) => Of(set ? -1 : 0);
}
