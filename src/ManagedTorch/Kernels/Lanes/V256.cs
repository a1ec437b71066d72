using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ManagedTorch.Kernels;

/// <summary>Lanes of one 256-bit vector, float or double.</summary>
internal readonly unsafe struct V256<T> : ILanes<V256<T>, T> where T : unmanaged
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;
    private readonly Vector256<T> v;

    [MethodImpl(Inline)] public V256(Vector256<T> value) => v = value;

    public static int Count { [MethodImpl(Inline)] get => Vector256<T>.Count; }
    public static bool IsDouble { [MethodImpl(Inline)] get => typeof(T) == typeof(double); }

    [MethodImpl(Inline)] public static V256<T> Load(void* array, nint index) => Load((T*)array + index);
    [MethodImpl(Inline)]
    public static void Store(void* array, nint index, V256<T> value) => Store((T*)array + index, value);
    [MethodImpl(Inline)] public static V256<T> LoadEverywhere(void* element) => Broadcast(*(T*)element);
    [MethodImpl(Inline)] public static V256<T> Load(T* source) => new(Vector256.Load(source));
    [MethodImpl(Inline)] public static void Store(T* destination, V256<T> value) => value.v.Store(destination);
    [MethodImpl(Inline)] public static V256<T> Broadcast(T value) => new(Vector256.Create(value));

    [MethodImpl(Inline)]
    public static V256<T> Const(double value) => typeof(T) == typeof(double)
        ? Of(Vector256.Create(value)) : Of(Vector256.Create((float)value));

    [MethodImpl(Inline)] public static V256<T> operator +(V256<T> a, V256<T> b) => new(a.v + b.v);
    [MethodImpl(Inline)] public static V256<T> operator -(V256<T> a, V256<T> b) => new(a.v - b.v);
    [MethodImpl(Inline)] public static V256<T> operator *(V256<T> a, V256<T> b) => new(a.v * b.v);
    [MethodImpl(Inline)] public static V256<T> operator /(V256<T> a, V256<T> b) => new(a.v / b.v);
    [MethodImpl(Inline)] public static V256<T> operator &(V256<T> a, V256<T> b) => new(a.v & b.v);
    [MethodImpl(Inline)] public static V256<T> operator |(V256<T> a, V256<T> b) => new(a.v | b.v);
    [MethodImpl(Inline)] public static V256<T> operator ^(V256<T> a, V256<T> b) => new(a.v ^ b.v);

    [MethodImpl(Inline)]
    public static V256<T> Fma(V256<T> a, V256<T> b, V256<T> c) => typeof(T) == typeof(double)
        ? Of(Vector256.FusedMultiplyAdd(a.v.AsDouble(), b.v.AsDouble(), c.v.AsDouble()))
        : Of(Vector256.FusedMultiplyAdd(a.v.AsSingle(), b.v.AsSingle(), c.v.AsSingle()));

    [MethodImpl(Inline)] public static V256<T> Sqrt(V256<T> x) => new(Vector256.Sqrt(x.v));
    [MethodImpl(Inline)] public static V256<T> Abs(V256<T> x) => new(Vector256.Abs(x.v));

    [MethodImpl(Inline)]
    public static V256<T> Floor(V256<T> x) => typeof(T) == typeof(double)
        ? Of(Vector256.Floor(x.v.AsDouble())) : Of(Vector256.Floor(x.v.AsSingle()));

    [MethodImpl(Inline)]
    public static V256<T> Ceiling(V256<T> x) => typeof(T) == typeof(double)
        ? Of(Vector256.Ceiling(x.v.AsDouble())) : Of(Vector256.Ceiling(x.v.AsSingle()));

    [MethodImpl(Inline)]
    public static V256<T> Truncate(V256<T> x) => typeof(T) == typeof(double)
        ? Of(Vector256.Truncate(x.v.AsDouble())) : Of(Vector256.Truncate(x.v.AsSingle()));

    [MethodImpl(Inline)] public static V256<T> Less(V256<T> a, V256<T> b) => new(Vector256.LessThan(a.v, b.v));
    [MethodImpl(Inline)]
    public static V256<T> LessOrEqual(V256<T> a, V256<T> b) => new(Vector256.LessThanOrEqual(a.v, b.v));
    [MethodImpl(Inline)] public static V256<T> Equal(V256<T> a, V256<T> b) => new(Vector256.Equals(a.v, b.v));
    [MethodImpl(Inline)]
    public static V256<T> Select(V256<T> mask, V256<T> a, V256<T> b) =>
        new(Vector256.ConditionalSelect(mask.v, a.v, b.v));
    [MethodImpl(Inline)] public static bool Any(V256<T> mask) => mask.v.AsInt32() != Vector256<int>.Zero;

    [MethodImpl(Inline)]
    public static V256<T> Pow2(V256<T> n)
    {
        // Adding 1.5 * 2^p leaves n in the low bits; they move into the exponent field.
        if (typeof(T) == typeof(double))
        {
            var low = (n.v.AsDouble() + Vector256.Create(6755399441055744.0)).AsInt64();
            return Of((Vector256.ShiftLeft(low, 52) + Vector256.Create(1.0).AsInt64()).AsDouble());
        }
        var bits = (n.v.AsSingle() + Vector256.Create(12582912f)).AsInt32();
        return Of((Vector256.ShiftLeft(bits, 23) + Vector256.Create(1f).AsInt32()).AsSingle());
    }

    [MethodImpl(Inline)]
    public static V256<T> SplitExponent(V256<T> x, out V256<T> mantissa)
    {
        // Shift the mantissa's window from [1, 2) to [sqrt(1/2), sqrt(2)), then read the two fields.
        if (typeof(T) == typeof(double))
        {
            var half = Vector256.Create(ExponentBits.HalfRoot64);
            var bits = x.v.AsInt64() + (Vector256.Create(1.0).AsInt64() - half);
            mantissa = Of(((bits & Vector256.Create(ExponentBits.Mantissa64)) + half).AsDouble());
            var field = Vector256.ShiftRightLogical(bits, 52) | Vector256.Create(4503599627370496.0).AsInt64();
            return Of(field.AsDouble() - Vector256.Create(4503599627370496.0 + 1023));
        }
        var half32 = Vector256.Create(ExponentBits.HalfRoot32);
        var bits32 = x.v.AsInt32() + (Vector256.Create(1f).AsInt32() - half32);
        mantissa = Of(((bits32 & Vector256.Create(ExponentBits.Mantissa32)) + half32).AsSingle());
        var field32 = Vector256.ShiftRightLogical(bits32, 23) | Vector256.Create(8388608f).AsInt32();
        return Of(field32.AsSingle() - Vector256.Create(8388608f + 127));
    }

    [MethodImpl(Inline)]
    public static T Sum(V256<T> x) => V128<T>.Sum(new(x.v.GetLower() + x.v.GetUpper()));

    [MethodImpl(Inline)]
    public static T Max(V256<T> x) => V128<T>.Max(LaneMath.Max(new V128<T>(x.v.GetLower()), new V128<T>(x.v.GetUpper())));

    [MethodImpl(Inline)] private static V256<T> Of(Vector256<double> x) => new(x.As<double, T>());
    [MethodImpl(Inline)] private static V256<T> Of(Vector256<float> x) => new(x.As<float, T>());
}
