using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ManagedTorch.Kernels;

/// <summary>Elements of one 128-bit vector of double.</summary>
internal readonly unsafe struct V128D(Vector128<double> value) : ISimdVector<V128D, double>
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;
    private readonly Vector128<double> _v = value;

    /// <summary>Wraps a vector, as the constructor does; that one would cost the compiler a temporary each
    /// time.</summary>
    [MethodImpl(Inline)]
    public static V128D Of(Vector128<double> vector) => Unsafe.BitCast<Vector128<double>, V128D>(vector);

    public static int Count { [MethodImpl(Inline)] get => Vector128<double>.Count; }
    public static bool IsDouble { [MethodImpl(Inline)] get => true; }

    [MethodImpl(Inline)]
    public static V128D Load(void* array, nint index) =>
        Of(Vector128.Load((double*)array + index));
    [MethodImpl(Inline)]
    public static void Store(void* array, nint index, V128D value) => value._v.Store((double*)array + index);
    [MethodImpl(Inline)] public static V128D BroadcastLoad(void* element) => Of(Vector128.Create(*(double*)element));
    [MethodImpl(Inline)] public static V128D Load(double* source) => Of(Vector128.Load(source));
    [MethodImpl(Inline)] public static void Store(double* destination, V128D value) => value._v.Store(destination);
    [MethodImpl(Inline)] public static V128D Broadcast(double value) => Of(Vector128.Create(value));
    [MethodImpl(Inline)] public static V128D Const(double value) => Of(Vector128.Create(value));

    [MethodImpl(Inline)] public static V128D operator +(V128D a, V128D b) => Of(a._v + b._v);
    [MethodImpl(Inline)] public static V128D operator -(V128D a, V128D b) => Of(a._v - b._v);
    [MethodImpl(Inline)] public static V128D operator *(V128D a, V128D b) => Of(a._v * b._v);
    [MethodImpl(Inline)] public static V128D operator /(V128D a, V128D b) => Of(a._v / b._v);
    [MethodImpl(Inline)] public static V128D operator &(V128D a, V128D b) => Of(a._v & b._v);
    [MethodImpl(Inline)] public static V128D operator |(V128D a, V128D b) => Of(a._v | b._v);
    [MethodImpl(Inline)] public static V128D operator ^(V128D a, V128D b) => Of(a._v ^ b._v);

    [MethodImpl(Inline)]
    public static V128D Fma(V128D a, V128D b, V128D c) => Of(Vector128.FusedMultiplyAdd(a._v, b._v, c._v));
    [MethodImpl(Inline)] public static V128D Sqrt(V128D x) => Of(Vector128.Sqrt(x._v));
    [MethodImpl(Inline)] public static V128D Abs(V128D x) => Of(Vector128.Abs(x._v));
    [MethodImpl(Inline)] public static V128D Floor(V128D x) => Of(Vector128.Floor(x._v));
    [MethodImpl(Inline)] public static V128D Ceiling(V128D x) => Of(Vector128.Ceiling(x._v));
    [MethodImpl(Inline)] public static V128D Truncate(V128D x) => Of(Vector128.Truncate(x._v));

    [MethodImpl(Inline)] public static V128D Less(V128D a, V128D b) => Of(Vector128.LessThan(a._v, b._v));
    [MethodImpl(Inline)] public static V128D LessOrEqual(V128D a, V128D b) => Of(Vector128.LessThanOrEqual(a._v, b._v));
    [MethodImpl(Inline)] public static V128D Equal(V128D a, V128D b) => Of(Vector128.Equals(a._v, b._v));
    [MethodImpl(Inline)]
    public static V128D Select(V128D mask, V128D a, V128D b) => Of(Vector128.ConditionalSelect(mask._v, a._v, b._v));
    [MethodImpl(Inline)] public static bool Any(V128D mask) => mask._v.AsInt32() != Vector128<int>.Zero;

    /// <summary>Adding 1.5 * 2^p leaves n in the low bits; they move into the exponent field.</summary>
    [MethodImpl(Inline)]
    public static V128D Pow2(V128D n) => Of((Vector128.ShiftLeft(
        (n._v + Vector128.Create(6755399441055744.0)).AsInt64(), 52) + Vector128.Create(1.0).AsInt64()).AsDouble());

    /// <summary>Shifts the mantissa's window from [1, 2) to [sqrt(1/2), sqrt(2)), then reads the two fields.</summary>
    [MethodImpl(Inline)]
    public static V128D SplitExponent(V128D x, out V128D mantissa)
    {
        var half = Vector128.Create(ExponentBits.HalfRoot64);
        var bits = x._v.AsInt64() + Vector128.Create(ExponentBits.Window64);
        mantissa = Of(((bits & Vector128.Create(ExponentBits.Mantissa64)) + half).AsDouble());
        // The field in the low bits of 2^p is the number 2^p + field.
        var field = Vector128.ShiftRightLogical(bits, 52) | Vector128.Create(4503599627370496.0).AsInt64();
        return Of(field.AsDouble() - Vector128.Create(4503599627370496.0 + 1023));
    }

    [MethodImpl(Inline)]
    public static V128D LoadPart(double* source, int count, V128D otherwise)
    {
        double* buffer = stackalloc double[Vector128<double>.Count];
        otherwise._v.Store(buffer);
        for (int i = 0; i < count; i++) buffer[i] = source[i];
        return Of(Vector128.Load(buffer));
    }
    [MethodImpl(Inline)]
    public static void StorePart(double* destination, int count, V128D value)
    {
        for (int i = 0; i < count; i++) destination[i] = value._v.GetElement(i);
    }

    [MethodImpl(Inline)] public static V128D Map<TOp>(V128D x) where TOp : struct, IUnary => TOp.Invoke(x);

    [MethodImpl(Inline)] public static double Sum(V128D x) => x._v.GetElement(0) + x._v.GetElement(1);
    [MethodImpl(Inline)]
    public static double Max(V128D x) =>
        Scalar64.Max(SimdMath.Max(new Scalar64(x._v.GetElement(0)), new Scalar64(x._v.GetElement(1))));
}
