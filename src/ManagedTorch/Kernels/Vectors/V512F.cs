using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ManagedTorch.Kernels;

/// <summary>Elements of one 512-bit vector of float.</summary>
internal readonly unsafe struct V512F(Vector512<float> value) : ISimdVector<V512F, float>
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;
    private readonly Vector512<float> _v = value;

    /// <summary>Wraps a vector, as the constructor does; that one would cost the compiler a temporary each
    /// time.</summary>
    [MethodImpl(Inline)]
    public static V512F Of(Vector512<float> vector) => Unsafe.BitCast<Vector512<float>, V512F>(vector);

    public static int Count { [MethodImpl(Inline)] get => Vector512<float>.Count; }
    public static bool IsDouble { [MethodImpl(Inline)] get => false; }

    [MethodImpl(Inline)] public static V512F Load(void* array, nint index) => Of(Vector512.Load((float*)array + index));
    [MethodImpl(Inline)]
    public static void Store(void* array, nint index, V512F value) => value._v.Store((float*)array + index);
    [MethodImpl(Inline)] public static V512F BroadcastLoad(void* element) => Of(Vector512.Create(*(float*)element));
    [MethodImpl(Inline)] public static V512F Load(float* source) => Of(Vector512.Load(source));
    [MethodImpl(Inline)] public static void Store(float* destination, V512F value) => value._v.Store(destination);
    [MethodImpl(Inline)] public static V512F Broadcast(float value) => Of(Vector512.Create(value));
    [MethodImpl(Inline)] public static V512F Const(double value) => Of(Vector512.Create((float)value));

    [MethodImpl(Inline)] public static V512F operator +(V512F a, V512F b) => Of(a._v + b._v);
    [MethodImpl(Inline)] public static V512F operator -(V512F a, V512F b) => Of(a._v - b._v);
    [MethodImpl(Inline)] public static V512F operator *(V512F a, V512F b) => Of(a._v * b._v);
    [MethodImpl(Inline)] public static V512F operator /(V512F a, V512F b) => Of(a._v / b._v);
    [MethodImpl(Inline)] public static V512F operator &(V512F a, V512F b) => Of(a._v & b._v);
    [MethodImpl(Inline)] public static V512F operator |(V512F a, V512F b) => Of(a._v | b._v);
    [MethodImpl(Inline)] public static V512F operator ^(V512F a, V512F b) => Of(a._v ^ b._v);

    [MethodImpl(Inline)]
    public static V512F Fma(V512F a, V512F b, V512F c) => Of(Vector512.FusedMultiplyAdd(a._v, b._v, c._v));
    [MethodImpl(Inline)] public static V512F Sqrt(V512F x) => Of(Vector512.Sqrt(x._v));
    [MethodImpl(Inline)] public static V512F Abs(V512F x) => Of(Vector512.Abs(x._v));
    [MethodImpl(Inline)] public static V512F Floor(V512F x) => Of(Vector512.Floor(x._v));
    [MethodImpl(Inline)] public static V512F Ceiling(V512F x) => Of(Vector512.Ceiling(x._v));
    [MethodImpl(Inline)] public static V512F Truncate(V512F x) => Of(Vector512.Truncate(x._v));

    [MethodImpl(Inline)] public static V512F Less(V512F a, V512F b) => Of(Vector512.LessThan(a._v, b._v));
    [MethodImpl(Inline)] public static V512F LessOrEqual(V512F a, V512F b) => Of(Vector512.LessThanOrEqual(a._v, b._v));
    [MethodImpl(Inline)] public static V512F Equal(V512F a, V512F b) => Of(Vector512.Equals(a._v, b._v));
    [MethodImpl(Inline)]
    public static V512F Select(V512F mask, V512F a, V512F b) => Of(Vector512.ConditionalSelect(mask._v, a._v, b._v));
    [MethodImpl(Inline)]
    public static V512F SelectLess(V512F x, V512F y, V512F a, V512F b) =>
        Of(Vector512.ConditionalSelect(Vector512.LessThan(x._v, y._v), a._v, b._v));

    [MethodImpl(Inline)]
    public static V512F KeepNaN(V512F x, V512F y) =>
        Of(Vector512.ConditionalSelect(Vector512.Equals(x._v, x._v), y._v, x._v));

    // The instruction gives its second operand where either is NaN.
    [MethodImpl(Inline)]
    public static V512F AtLeast(V512F bound, V512F x) => Of(Avx512F.Max(bound._v, x._v));
    [MethodImpl(Inline)]
    public static V512F AtMost(V512F bound, V512F x) => Of(Avx512F.Min(bound._v, x._v));

    [MethodImpl(Inline)] public static bool Any(V512F mask) => mask._v.AsInt32() != Vector512<int>.Zero;

    [MethodImpl(Inline)] public static V512F RoundSmall(V512F x) => Of(Vector512.Round(x._v));
    [MethodImpl(Inline)]
    public static V512F TimesPow2(V512F x, V512F n) => Of(Avx512F.Scale(x._v, n._v));
    [MethodImpl(Inline)]
    public static V512F TimesAnyPow2(V512F x, V512F n) => Of(Avx512F.Scale(x._v, n._v));

    /// <summary>Adding 1.5 * 2^p leaves n in the low bits; they move into the exponent field.</summary>
    [MethodImpl(Inline)]
    public static V512F Pow2(V512F n) => Of((Vector512.ShiftLeft(
        (n._v + Vector512.Create(12582912f)).AsInt32(), 23) + Vector512.Create(1f).AsInt32()).AsSingle());

    /// <summary>Shifts the mantissa's window from [1, 2) to [sqrt(1/2), sqrt(2)), then reads the two fields.</summary>
    [MethodImpl(Inline)]
    public static V512F SplitExponent(V512F x, out V512F mantissa)
    {
        var half = Vector512.Create(ExponentBits.HalfRoot32);
        var bits = x._v.AsInt32() + Vector512.Create(ExponentBits.Window32);
        mantissa = Of(((bits & Vector512.Create(ExponentBits.Mantissa32)) + half).AsSingle());
        // The field in the low bits of 2^p is the number 2^p + field.
        var field = Vector512.ShiftRightLogical(bits, 23) | Vector512.Create(8388608f).AsInt32();
        return Of(field.AsSingle() - Vector512.Create(8388608f + 127));
    }

    [MethodImpl(Inline)]
    public static V512F LoadPart(float* source, int count, V512F otherwise) =>
        Of(Avx512F.MaskLoad(source, First(count), otherwise._v));
    [MethodImpl(Inline)]
    public static void StorePart(float* destination, int count, V512F value) =>
        Avx512F.MaskStore(destination, First(count), value._v);

    /// <summary>A mask of the first lanes.</summary>
    [MethodImpl(Inline)]
    private static Vector512<float> First(int count) =>
        Vector512.LessThan(Vector512<int>.Indices, Vector512.Create((int)count)).AsSingle();

    [MethodImpl(Inline)] public static V512F Map<TOp>(V512F x) where TOp : struct, IUnary => TOp.Invoke(x);

    [MethodImpl(Inline)]
    public static float Sum(V512F x) =>
        V256F.Sum(V256F.Of(x._v.GetLower()) + V256F.Of(x._v.GetUpper()));
    [MethodImpl(Inline)]
    public static float Max(V512F x) => V256F.Max(SimdMath.Max(V256F.Of(x._v.GetLower()), V256F.Of(x._v.GetUpper())));
}
