using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ManagedTorch.Kernels;

/// <summary>Elements of one 512-bit vector of double.</summary>
internal readonly unsafe struct V512D(Vector512<double> value) : ISimdVector<V512D, double>
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;
    private readonly Vector512<double> _v = value;

    /// <summary>Wraps a vector, as the constructor does; that one would cost the compiler a temporary each
    /// time.</summary>
    [MethodImpl(Inline)]
    public static V512D Of(Vector512<double> vector) => Unsafe.BitCast<Vector512<double>, V512D>(vector);

    public static int Count { [MethodImpl(Inline)] get => Vector512<double>.Count; }
    public static bool IsDouble { [MethodImpl(Inline)] get => true; }

    [MethodImpl(Inline)]
    public static V512D Load(void* array, nint index) =>
        Of(Vector512.Load((double*)array + index));
    [MethodImpl(Inline)]
    public static void Store(void* array, nint index, V512D value) => value._v.Store((double*)array + index);
    [MethodImpl(Inline)] public static V512D BroadcastLoad(void* element) => Of(Vector512.Create(*(double*)element));
    [MethodImpl(Inline)] public static V512D Load(double* source) => Of(Vector512.Load(source));
    [MethodImpl(Inline)] public static void Store(double* destination, V512D value) => value._v.Store(destination);
    [MethodImpl(Inline)] public static V512D Broadcast(double value) => Of(Vector512.Create(value));
    [MethodImpl(Inline)] public static V512D Const(double value) => Of(Vector512.Create(value));

    [MethodImpl(Inline)] public static V512D operator +(V512D a, V512D b) => Of(a._v + b._v);
    [MethodImpl(Inline)] public static V512D operator -(V512D a, V512D b) => Of(a._v - b._v);
    [MethodImpl(Inline)] public static V512D operator *(V512D a, V512D b) => Of(a._v * b._v);
    [MethodImpl(Inline)] public static V512D operator /(V512D a, V512D b) => Of(a._v / b._v);
    [MethodImpl(Inline)] public static V512D operator &(V512D a, V512D b) => Of(a._v & b._v);
    [MethodImpl(Inline)] public static V512D operator |(V512D a, V512D b) => Of(a._v | b._v);
    [MethodImpl(Inline)] public static V512D operator ^(V512D a, V512D b) => Of(a._v ^ b._v);

    [MethodImpl(Inline)]
    public static V512D Fma(V512D a, V512D b, V512D c) => Of(Vector512.FusedMultiplyAdd(a._v, b._v, c._v));
    [MethodImpl(Inline)] public static V512D Sqrt(V512D x) => Of(Vector512.Sqrt(x._v));
    [MethodImpl(Inline)] public static V512D Abs(V512D x) => Of(Vector512.Abs(x._v));
    [MethodImpl(Inline)] public static V512D Floor(V512D x) => Of(Vector512.Floor(x._v));
    [MethodImpl(Inline)] public static V512D Ceiling(V512D x) => Of(Vector512.Ceiling(x._v));
    [MethodImpl(Inline)] public static V512D Truncate(V512D x) => Of(Vector512.Truncate(x._v));

    [MethodImpl(Inline)] public static V512D Less(V512D a, V512D b) => Of(Vector512.LessThan(a._v, b._v));
    [MethodImpl(Inline)] public static V512D LessOrEqual(V512D a, V512D b) => Of(Vector512.LessThanOrEqual(a._v, b._v));
    [MethodImpl(Inline)] public static V512D Equal(V512D a, V512D b) => Of(Vector512.Equals(a._v, b._v));
    [MethodImpl(Inline)]
    public static V512D Select(V512D mask, V512D a, V512D b) => Of(Vector512.ConditionalSelect(mask._v, a._v, b._v));
    [MethodImpl(Inline)]
    public static V512D SelectLess(V512D x, V512D y, V512D a, V512D b) =>
        Of(Vector512.ConditionalSelect(Vector512.LessThan(x._v, y._v), a._v, b._v));

    [MethodImpl(Inline)]
    public static V512D KeepNaN(V512D x, V512D y) =>
        Of(Vector512.ConditionalSelect(Vector512.Equals(x._v, x._v), y._v, x._v));

    // The instruction gives its second operand where either is NaN.
    [MethodImpl(Inline)]
    public static V512D AtLeast(V512D bound, V512D x) => Of(Avx512F.Max(bound._v, x._v));
    [MethodImpl(Inline)]
    public static V512D AtMost(V512D bound, V512D x) => Of(Avx512F.Min(bound._v, x._v));

    [MethodImpl(Inline)] public static bool Any(V512D mask) => mask._v.AsInt32() != Vector512<int>.Zero;

    [MethodImpl(Inline)] public static V512D RoundSmall(V512D x) => Of(Vector512.Round(x._v));
    [MethodImpl(Inline)]
    public static V512D TimesPow2(V512D x, V512D n) => Of(Avx512F.Scale(x._v, n._v));
    [MethodImpl(Inline)]
    public static V512D TimesAnyPow2(V512D x, V512D n) => Of(Avx512F.Scale(x._v, n._v));

    /// <summary>Adding 1.5 * 2^p leaves n in the low bits; they move into the exponent field.</summary>
    [MethodImpl(Inline)]
    public static V512D Pow2(V512D n) => Of((Vector512.ShiftLeft(
        (n._v + Vector512.Create(6755399441055744.0)).AsInt64(), 52) + Vector512.Create(1.0).AsInt64()).AsDouble());

    /// <summary>Shifts the mantissa's window from [1, 2) to [sqrt(1/2), sqrt(2)), then reads the two fields.</summary>
    [MethodImpl(Inline)]
    public static V512D SplitExponent(V512D x, out V512D mantissa)
    {
        var half = Vector512.Create(ExponentBits.HalfRoot64);
        var bits = x._v.AsInt64() + Vector512.Create(ExponentBits.Window64);
        mantissa = Of(((bits & Vector512.Create(ExponentBits.Mantissa64)) + half).AsDouble());
        // The field in the low bits of 2^p is the number 2^p + field.
        var field = Vector512.ShiftRightLogical(bits, 52) | Vector512.Create(4503599627370496.0).AsInt64();
        return Of(field.AsDouble() - Vector512.Create(4503599627370496.0 + 1023));
    }

    [MethodImpl(Inline)]
    public static V512D LoadPart(double* source, int count, V512D otherwise) =>
        Of(Avx512F.MaskLoad(source, First(count), otherwise._v));
    [MethodImpl(Inline)]
    public static void StorePart(double* destination, int count, V512D value) =>
        Avx512F.MaskStore(destination, First(count), value._v);

    /// <summary>A mask of the first lanes.</summary>
    [MethodImpl(Inline)]
    private static Vector512<double> First(int count) =>
        Vector512.LessThan(Vector512<long>.Indices, Vector512.Create((long)count)).AsDouble();

    [MethodImpl(Inline)] public static V512D Map<TOp>(V512D x) where TOp : struct, IUnary => TOp.Invoke(x);

    [MethodImpl(Inline)]
    public static double Sum(V512D x) =>
        V256D.Sum(V256D.Of(x._v.GetLower()) + V256D.Of(x._v.GetUpper()));
    [MethodImpl(Inline)]
    public static double Max(V512D x) => V256D.Max(SimdMath.Max(V256D.Of(x._v.GetLower()), V256D.Of(x._v.GetUpper())));
}
