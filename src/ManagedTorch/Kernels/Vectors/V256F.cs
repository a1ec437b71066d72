using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ManagedTorch.Kernels;

/// <summary>Elements of one 256-bit vector of float.</summary>
internal readonly unsafe struct V256F(Vector256<float> value) : ISimdVector<V256F, float>
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;
    private readonly Vector256<float> _v = value;

    /// <summary>Wraps a vector, as the constructor does; that one would cost the compiler a temporary each
    /// time.</summary>
    [MethodImpl(Inline)]
    public static V256F Of(Vector256<float> vector) => Unsafe.BitCast<Vector256<float>, V256F>(vector);

    public static int Count { [MethodImpl(Inline)] get => Vector256<float>.Count; }
    public static bool IsDouble { [MethodImpl(Inline)] get => false; }

    [MethodImpl(Inline)] public static V256F Load(void* array, nint index) => Of(Vector256.Load((float*)array + index));
    [MethodImpl(Inline)]
    public static void Store(void* array, nint index, V256F value) => value._v.Store((float*)array + index);
    [MethodImpl(Inline)] public static V256F BroadcastLoad(void* element) => Of(Vector256.Create(*(float*)element));
    [MethodImpl(Inline)] public static V256F Load(float* source) => Of(Vector256.Load(source));
    [MethodImpl(Inline)] public static void Store(float* destination, V256F value) => value._v.Store(destination);
    [MethodImpl(Inline)] public static V256F Broadcast(float value) => Of(Vector256.Create(value));
    [MethodImpl(Inline)] public static V256F Const(double value) => Of(Vector256.Create((float)value));

    [MethodImpl(Inline)] public static V256F operator +(V256F a, V256F b) => Of(a._v + b._v);
    [MethodImpl(Inline)] public static V256F operator -(V256F a, V256F b) => Of(a._v - b._v);
    [MethodImpl(Inline)] public static V256F operator *(V256F a, V256F b) => Of(a._v * b._v);
    [MethodImpl(Inline)] public static V256F operator /(V256F a, V256F b) => Of(a._v / b._v);
    [MethodImpl(Inline)] public static V256F operator &(V256F a, V256F b) => Of(a._v & b._v);
    [MethodImpl(Inline)] public static V256F operator |(V256F a, V256F b) => Of(a._v | b._v);
    [MethodImpl(Inline)] public static V256F operator ^(V256F a, V256F b) => Of(a._v ^ b._v);

    [MethodImpl(Inline)]
    public static V256F Fma(V256F a, V256F b, V256F c) => Of(Vector256.FusedMultiplyAdd(a._v, b._v, c._v));
    [MethodImpl(Inline)] public static V256F Sqrt(V256F x) => Of(Vector256.Sqrt(x._v));
    [MethodImpl(Inline)] public static V256F Abs(V256F x) => Of(Vector256.Abs(x._v));
    [MethodImpl(Inline)] public static V256F Floor(V256F x) => Of(Vector256.Floor(x._v));
    [MethodImpl(Inline)] public static V256F Ceiling(V256F x) => Of(Vector256.Ceiling(x._v));
    [MethodImpl(Inline)] public static V256F Truncate(V256F x) => Of(Vector256.Truncate(x._v));

    [MethodImpl(Inline)] public static V256F Less(V256F a, V256F b) => Of(Vector256.LessThan(a._v, b._v));
    [MethodImpl(Inline)] public static V256F LessOrEqual(V256F a, V256F b) => Of(Vector256.LessThanOrEqual(a._v, b._v));
    [MethodImpl(Inline)] public static V256F Equal(V256F a, V256F b) => Of(Vector256.Equals(a._v, b._v));
    [MethodImpl(Inline)]
    public static V256F Select(V256F mask, V256F a, V256F b) => Of(Vector256.ConditionalSelect(mask._v, a._v, b._v));
    [MethodImpl(Inline)]
    public static V256F SelectLess(V256F x, V256F y, V256F a, V256F b) =>
        Of(Vector256.ConditionalSelect(Vector256.LessThan(x._v, y._v), a._v, b._v));

    // The instruction gives its second operand where either is NaN.
    [MethodImpl(Inline)]
    public static V256F AtLeast(V256F bound, V256F x) =>
        Avx.IsSupported ? Of(Avx.Max(bound._v, x._v)) : Select(Less(x, bound), bound, x);
    [MethodImpl(Inline)]
    public static V256F AtMost(V256F bound, V256F x) =>
        Avx.IsSupported ? Of(Avx.Min(bound._v, x._v)) : Select(Less(bound, x), bound, x);

    [MethodImpl(Inline)] public static bool Any(V256F mask) => mask._v.AsInt32() != Vector256<int>.Zero;

    /// <summary>Adding 1.5 * 2^p leaves n in the low bits; they move into the exponent field.</summary>
    [MethodImpl(Inline)]
    public static V256F Pow2(V256F n) => Of((Vector256.ShiftLeft(
        (n._v + Vector256.Create(12582912f)).AsInt32(), 23) + Vector256.Create(1f).AsInt32()).AsSingle());

    /// <summary>Shifts the mantissa's window from [1, 2) to [sqrt(1/2), sqrt(2)), then reads the two fields.</summary>
    [MethodImpl(Inline)]
    public static V256F SplitExponent(V256F x, out V256F mantissa)
    {
        var half = Vector256.Create(ExponentBits.HalfRoot32);
        var bits = x._v.AsInt32() + Vector256.Create(ExponentBits.Window32);
        mantissa = Of(((bits & Vector256.Create(ExponentBits.Mantissa32)) + half).AsSingle());
        // The field in the low bits of 2^p is the number 2^p + field.
        var field = Vector256.ShiftRightLogical(bits, 23) | Vector256.Create(8388608f).AsInt32();
        return Of(field.AsSingle() - Vector256.Create(8388608f + 127));
    }

    [MethodImpl(Inline)]
    public static V256F LoadPart(float* source, int count, V256F otherwise)
    {
        var first = First(count);
        return Of(Vector256.ConditionalSelect(first, Avx.MaskLoad(source, first), otherwise._v));
    }
    [MethodImpl(Inline)]
    public static void StorePart(float* destination, int count, V256F value) =>
        Avx.MaskStore(destination, First(count), value._v);

    /// <summary>A mask of the first lanes.</summary>
    [MethodImpl(Inline)]
    private static Vector256<float> First(int count) =>
        Vector256.LessThan(Vector256<int>.Indices, Vector256.Create((int)count)).AsSingle();

    [MethodImpl(Inline)] public static V256F Map<TOp>(V256F x) where TOp : struct, IUnary => TOp.Invoke(x);

    [MethodImpl(Inline)]
    public static float Sum(V256F x) =>
        V128F.Sum(V128F.Of(x._v.GetLower()) + V128F.Of(x._v.GetUpper()));
    [MethodImpl(Inline)]
    public static float Max(V256F x) => V128F.Max(SimdMath.Max(V128F.Of(x._v.GetLower()), V128F.Of(x._v.GetUpper())));
}
