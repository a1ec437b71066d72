using System.Runtime.CompilerServices;

namespace ManagedTorch.Kernels;

/// <summary>One float32 number: the tail of every vector loop, and the whole of it where there are no vector
/// units.</summary>
internal readonly unsafe struct Scalar32(float value) : ISimdVector<Scalar32, float>
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;
    private readonly float _v = value;

    public static int Count { [MethodImpl(Inline)] get => 1; }
    public static bool IsDouble { [MethodImpl(Inline)] get => false; }

    [MethodImpl(Inline)] public static Scalar32 Load(void* array, nint index) => Load((float*)array + index);
    [MethodImpl(Inline)]
    public static void Store(void* array, nint index, Scalar32 value) => Store((float*)array + index, value);
    [MethodImpl(Inline)] public static Scalar32 BroadcastLoad(void* element) => Broadcast(*(float*)element);
    [MethodImpl(Inline)] public static Scalar32 Load(float* source) => new(*source);
    [MethodImpl(Inline)] public static void Store(float* destination, Scalar32 value) => *destination = value._v;
    [MethodImpl(Inline)] public static Scalar32 Broadcast(float value) => new(value);
    [MethodImpl(Inline)] public static Scalar32 Const(double value) => new((float)value);

    [MethodImpl(Inline)] public static Scalar32 operator +(Scalar32 a, Scalar32 b) => new(a._v + b._v);
    [MethodImpl(Inline)] public static Scalar32 operator -(Scalar32 a, Scalar32 b) => new(a._v - b._v);
    [MethodImpl(Inline)] public static Scalar32 operator *(Scalar32 a, Scalar32 b) => new(a._v * b._v);
    [MethodImpl(Inline)] public static Scalar32 operator /(Scalar32 a, Scalar32 b) => new(a._v / b._v);
    [MethodImpl(Inline)] public static Scalar32 operator &(Scalar32 a, Scalar32 b) => Of(Bits(a) & Bits(b));
    [MethodImpl(Inline)] public static Scalar32 operator |(Scalar32 a, Scalar32 b) => Of(Bits(a) | Bits(b));
    [MethodImpl(Inline)] public static Scalar32 operator ^(Scalar32 a, Scalar32 b) => Of(Bits(a) ^ Bits(b));

    [MethodImpl(Inline)]
    public static Scalar32 Fma(Scalar32 a, Scalar32 b, Scalar32 c) => new(SoftFma.Single(a._v, b._v, c._v));
    [MethodImpl(Inline)] public static Scalar32 Sqrt(Scalar32 x) => new(MathF.Sqrt(x._v));
    [MethodImpl(Inline)] public static Scalar32 Abs(Scalar32 x) => new(MathF.Abs(x._v));
    [MethodImpl(Inline)] public static Scalar32 Floor(Scalar32 x) => new(MathF.Floor(x._v));
    [MethodImpl(Inline)] public static Scalar32 Ceiling(Scalar32 x) => new(MathF.Ceiling(x._v));
    [MethodImpl(Inline)] public static Scalar32 Truncate(Scalar32 x) => new(MathF.Truncate(x._v));

    [MethodImpl(Inline)] public static Scalar32 Less(Scalar32 a, Scalar32 b) => Mask(a._v < b._v);
    [MethodImpl(Inline)] public static Scalar32 LessOrEqual(Scalar32 a, Scalar32 b) => Mask(a._v <= b._v);
    [MethodImpl(Inline)] public static Scalar32 Equal(Scalar32 a, Scalar32 b) => Mask(a._v == b._v);
    [MethodImpl(Inline)]
    public static Scalar32 Select(Scalar32 mask, Scalar32 a, Scalar32 b) =>
        Of((Bits(mask) & Bits(a)) | (~Bits(mask) & Bits(b)));
    [MethodImpl(Inline)] public static bool Any(Scalar32 mask) => Bits(mask) != 0;

    [MethodImpl(Inline)]
    public static Scalar32 Pow2(Scalar32 n) =>
        Of((Bits(new(n._v + 12582912f)) << 23) + Bits(new(1)));

    [MethodImpl(Inline)]
    public static Scalar32 SplitExponent(Scalar32 x, out Scalar32 mantissa)
    {
        int bits = Bits(x) + (Bits(new(1)) - ExponentBits.HalfRoot32);
        mantissa = Of((bits & ExponentBits.Mantissa32) + ExponentBits.HalfRoot32);
        return new((bits >>> 23) - 127);
    }

    [MethodImpl(Inline)]
    public static Scalar32 LoadPart(float* source, int count, Scalar32 otherwise) =>
    count > 0 ? new(*source) : otherwise;
    [MethodImpl(Inline)]
    public static void StorePart(float* destination, int count, Scalar32 value)
    {
        if (count > 0) *destination = value._v;
    }

    [MethodImpl(Inline)] public static Scalar32 Map<TOp>(Scalar32 x) where TOp : struct, IUnary => TOp.Invoke(x);

    [MethodImpl(Inline)] public static float Sum(Scalar32 x) => x._v;
    [MethodImpl(Inline)] public static float Max(Scalar32 x) => x._v;

    [MethodImpl(Inline)] private static int Bits(Scalar32 x) => BitConverter.SingleToInt32Bits(x._v);
    [MethodImpl(Inline)] private static Scalar32 Of(int bits) => new(BitConverter.Int32BitsToSingle(bits));
    [MethodImpl(Inline)] private static Scalar32 Mask(bool set) => Of(set ? -1 : 0);
}
