using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ManagedTorch.Kernels;

/// <summary>Elements of one 256-bit vector of double.</summary>
internal readonly unsafe struct V256D(Vector256<double> value) : ISimdVector<V256D, double>
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;
    private readonly Vector256<double> _v = value;

    /// <summary>Wraps a vector, as the constructor does; that one would cost the compiler a temporary each
    /// time.</summary>
    [MethodImpl(Inline)]
    public static V256D Of(Vector256<double> vector) => Unsafe.BitCast<Vector256<double>, V256D>(vector);

    public static int Count { [MethodImpl(Inline)] get => Vector256<double>.Count; }
    public static bool IsDouble { [MethodImpl(Inline)] get => true; }

    [MethodImpl(Inline)]
    public static V256D Load(void* array, nint index) =>
        Of(Vector256.Load((double*)array + index));
    [MethodImpl(Inline)]
    public static void Store(void* array, nint index, V256D value) => value._v.Store((double*)array + index);
    [MethodImpl(Inline)] public static V256D BroadcastLoad(void* element) => Of(Vector256.Create(*(double*)element));
    [MethodImpl(Inline)] public static V256D Load(double* source) => Of(Vector256.Load(source));
    [MethodImpl(Inline)] public static void Store(double* destination, V256D value) => value._v.Store(destination);
    [MethodImpl(Inline)] public static V256D Broadcast(double value) => Of(Vector256.Create(value));
    [MethodImpl(Inline)] public static V256D Const(double value) => Of(Vector256.Create(value));

    [MethodImpl(Inline)] public static V256D operator +(V256D a, V256D b) => Of(a._v + b._v);
    [MethodImpl(Inline)] public static V256D operator -(V256D a, V256D b) => Of(a._v - b._v);
    [MethodImpl(Inline)] public static V256D operator *(V256D a, V256D b) => Of(a._v * b._v);
    [MethodImpl(Inline)] public static V256D operator /(V256D a, V256D b) => Of(a._v / b._v);
    [MethodImpl(Inline)] public static V256D operator &(V256D a, V256D b) => Of(a._v & b._v);
    [MethodImpl(Inline)] public static V256D operator |(V256D a, V256D b) => Of(a._v | b._v);
    [MethodImpl(Inline)] public static V256D operator ^(V256D a, V256D b) => Of(a._v ^ b._v);

    [MethodImpl(Inline)]
    public static V256D Fma(V256D a, V256D b, V256D c) => Of(Vector256.FusedMultiplyAdd(a._v, b._v, c._v));
    [MethodImpl(Inline)] public static V256D Sqrt(V256D x) => Of(Vector256.Sqrt(x._v));
    [MethodImpl(Inline)] public static V256D Abs(V256D x) => Of(Vector256.Abs(x._v));
    [MethodImpl(Inline)] public static V256D Floor(V256D x) => Of(Vector256.Floor(x._v));
    [MethodImpl(Inline)] public static V256D Ceiling(V256D x) => Of(Vector256.Ceiling(x._v));
    [MethodImpl(Inline)] public static V256D Truncate(V256D x) => Of(Vector256.Truncate(x._v));

    [MethodImpl(Inline)] public static V256D Less(V256D a, V256D b) => Of(Vector256.LessThan(a._v, b._v));
    [MethodImpl(Inline)] public static V256D LessOrEqual(V256D a, V256D b) => Of(Vector256.LessThanOrEqual(a._v, b._v));
    [MethodImpl(Inline)] public static V256D Equal(V256D a, V256D b) => Of(Vector256.Equals(a._v, b._v));
    [MethodImpl(Inline)]
    public static V256D Select(V256D mask, V256D a, V256D b) => Of(Vector256.ConditionalSelect(mask._v, a._v, b._v));
    [MethodImpl(Inline)]
    public static V256D SelectLess(V256D x, V256D y, V256D a, V256D b) =>
        Of(Vector256.ConditionalSelect(Vector256.LessThan(x._v, y._v), a._v, b._v));

    // The instruction gives its second operand where either is NaN.
    [MethodImpl(Inline)]
    public static V256D AtLeast(V256D bound, V256D x) =>
        Avx.IsSupported ? Of(Avx.Max(bound._v, x._v)) : Select(Less(x, bound), bound, x);
    [MethodImpl(Inline)]
    public static V256D AtMost(V256D bound, V256D x) =>
        Avx.IsSupported ? Of(Avx.Min(bound._v, x._v)) : Select(Less(bound, x), bound, x);

    [MethodImpl(Inline)] public static bool Any(V256D mask) => mask._v.AsInt32() != Vector256<int>.Zero;

    /// <summary>Adding 1.5 * 2^p leaves n in the low bits; they move into the exponent field.</summary>
    [MethodImpl(Inline)]
    public static V256D Pow2(V256D n) => Of((Vector256.ShiftLeft(
        (n._v + Vector256.Create(6755399441055744.0)).AsInt64(), 52) + Vector256.Create(1.0).AsInt64()).AsDouble());

    /// <summary>Shifts the mantissa's window from [1, 2) to [sqrt(1/2), sqrt(2)), then reads the two fields.</summary>
    [MethodImpl(Inline)]
    public static V256D SplitExponent(V256D x, out V256D mantissa)
    {
        var half = Vector256.Create(ExponentBits.HalfRoot64);
        var bits = x._v.AsInt64() + Vector256.Create(ExponentBits.Window64);
        mantissa = Of(((bits & Vector256.Create(ExponentBits.Mantissa64)) + half).AsDouble());
        // The field in the low bits of 2^p is the number 2^p + field.
        var field = Vector256.ShiftRightLogical(bits, 52) | Vector256.Create(4503599627370496.0).AsInt64();
        return Of(field.AsDouble() - Vector256.Create(4503599627370496.0 + 1023));
    }

    [MethodImpl(Inline)]
    public static V256D LoadPart(double* source, int count, V256D otherwise)
    {
        var first = First(count);
        return Of(Vector256.ConditionalSelect(first, Avx.MaskLoad(source, first), otherwise._v));
    }
    [MethodImpl(Inline)]
    public static void StorePart(double* destination, int count, V256D value) =>
        Avx.MaskStore(destination, First(count), value._v);

    /// <summary>A mask of the first lanes.</summary>
    [MethodImpl(Inline)]
    private static Vector256<double> First(int count) =>
        Vector256.LessThan(Vector256<long>.Indices, Vector256.Create((long)count)).AsDouble();

    [MethodImpl(Inline)] public static V256D Map<TOp>(V256D x) where TOp : struct, IUnary => TOp.Invoke(x);

    [MethodImpl(Inline)]
    public static double Sum(V256D x) =>
        V128D.Sum(V128D.Of(x._v.GetLower()) + V128D.Of(x._v.GetUpper()));
    [MethodImpl(Inline)]
    public static double Max(V256D x) => V128D.Max(SimdMath.Max(V128D.Of(x._v.GetLower()), V128D.Of(x._v.GetUpper())));
}
