using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ManagedTorch.Kernels;

/// <summary>Elements of one 128-bit vector of float.</summary>
internal readonly unsafe struct V128F(Vector128<float> value) : ISimdVector<V128F, float>
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;
    private readonly Vector128<float> _v = value;

    /// <summary>Wraps a vector, as the constructor does; that one would cost the compiler a temporary each
    /// time.</summary>
    [MethodImpl(Inline)]
    public static V128F Of(Vector128<float> vector) => Unsafe.BitCast<Vector128<float>, V128F>(vector);

    public static int Count { [MethodImpl(Inline)] get => Vector128<float>.Count; }
    public static bool IsDouble { [MethodImpl(Inline)] get => false; }

    [MethodImpl(Inline)] public static V128F Load(void* array, nint index) => Of(Vector128.Load((float*)array + index));
    [MethodImpl(Inline)]
    public static void Store(void* array, nint index, V128F value) => value._v.Store((float*)array + index);
    [MethodImpl(Inline)] public static V128F BroadcastLoad(void* element) => Of(Vector128.Create(*(float*)element));
    [MethodImpl(Inline)] public static V128F Load(float* source) => Of(Vector128.Load(source));
    [MethodImpl(Inline)] public static void Store(float* destination, V128F value) => value._v.Store(destination);
    [MethodImpl(Inline)] public static V128F Broadcast(float value) => Of(Vector128.Create(value));
    [MethodImpl(Inline)] public static V128F Const(double value) => Of(Vector128.Create((float)value));

    [MethodImpl(Inline)] public static V128F operator +(V128F a, V128F b) => Of(a._v + b._v);
    [MethodImpl(Inline)] public static V128F operator -(V128F a, V128F b) => Of(a._v - b._v);
    [MethodImpl(Inline)] public static V128F operator *(V128F a, V128F b) => Of(a._v * b._v);
    [MethodImpl(Inline)] public static V128F operator /(V128F a, V128F b) => Of(a._v / b._v);
    [MethodImpl(Inline)] public static V128F operator &(V128F a, V128F b) => Of(a._v & b._v);
    [MethodImpl(Inline)] public static V128F operator |(V128F a, V128F b) => Of(a._v | b._v);
    [MethodImpl(Inline)] public static V128F operator ^(V128F a, V128F b) => Of(a._v ^ b._v);

    [MethodImpl(Inline)]
    public static V128F Fma(V128F a, V128F b, V128F c) => Of(Vector128.FusedMultiplyAdd(a._v, b._v, c._v));
    [MethodImpl(Inline)] public static V128F Sqrt(V128F x) => Of(Vector128.Sqrt(x._v));
    [MethodImpl(Inline)] public static V128F Abs(V128F x) => Of(Vector128.Abs(x._v));
    [MethodImpl(Inline)] public static V128F Floor(V128F x) => Of(Vector128.Floor(x._v));
    [MethodImpl(Inline)] public static V128F Ceiling(V128F x) => Of(Vector128.Ceiling(x._v));
    [MethodImpl(Inline)] public static V128F Truncate(V128F x) => Of(Vector128.Truncate(x._v));

    [MethodImpl(Inline)] public static V128F Less(V128F a, V128F b) => Of(Vector128.LessThan(a._v, b._v));
    [MethodImpl(Inline)] public static V128F LessOrEqual(V128F a, V128F b) => Of(Vector128.LessThanOrEqual(a._v, b._v));
    [MethodImpl(Inline)] public static V128F Equal(V128F a, V128F b) => Of(Vector128.Equals(a._v, b._v));
    [MethodImpl(Inline)]
    public static V128F Select(V128F mask, V128F a, V128F b) => Of(Vector128.ConditionalSelect(mask._v, a._v, b._v));
    [MethodImpl(Inline)] public static bool Any(V128F mask) => mask._v.AsInt32() != Vector128<int>.Zero;

    /// <summary>Adding 1.5 * 2^p leaves n in the low bits; they move into the exponent field.</summary>
    [MethodImpl(Inline)]
    public static V128F Pow2(V128F n) => Of((Vector128.ShiftLeft(
        (n._v + Vector128.Create(12582912f)).AsInt32(), 23) + Vector128.Create(1f).AsInt32()).AsSingle());

    /// <summary>Shifts the mantissa's window from [1, 2) to [sqrt(1/2), sqrt(2)), then reads the two fields.</summary>
    [MethodImpl(Inline)]
    public static V128F SplitExponent(V128F x, out V128F mantissa)
    {
        var half = Vector128.Create(ExponentBits.HalfRoot32);
        var bits = x._v.AsInt32() + Vector128.Create(ExponentBits.Window32);
        mantissa = Of(((bits & Vector128.Create(ExponentBits.Mantissa32)) + half).AsSingle());
        // The field in the low bits of 2^p is the number 2^p + field.
        var field = Vector128.ShiftRightLogical(bits, 23) | Vector128.Create(8388608f).AsInt32();
        return Of(field.AsSingle() - Vector128.Create(8388608f + 127));
    }

    [MethodImpl(Inline)]
    public static V128F LoadPart(float* source, int count, V128F otherwise)
    {
        float* buffer = stackalloc float[Vector128<float>.Count];
        otherwise._v.Store(buffer);
        for (int i = 0; i < count; i++) buffer[i] = source[i];
        return Of(Vector128.Load(buffer));
    }
    [MethodImpl(Inline)]
    public static void StorePart(float* destination, int count, V128F value)
    {
        for (int i = 0; i < count; i++) destination[i] = value._v.GetElement(i);
    }

    [MethodImpl(Inline)] public static V128F Map<TOp>(V128F x) where TOp : struct, IUnary => TOp.Invoke(x);

    [MethodImpl(Inline)]
    public static float Sum(V128F x)
    {
        var half = x._v + Vector128.Shuffle(x._v, Vector128.Create(2, 3, 2, 3));
        return half.GetElement(0) + half.GetElement(1);
    }

    [MethodImpl(Inline)]
    public static float Max(V128F x)
    {
        V128F half = SimdMath.Max(x, Of(Vector128.Shuffle(x._v, Vector128.Create(2, 3, 2, 3))));
        return Scalar32.Max(SimdMath.Max(new Scalar32(half._v.GetElement(0)), new Scalar32(half._v.GetElement(1))));
    }
}
