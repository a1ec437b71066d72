using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ManagedTorch.Kernels;

/// <summary>Lanes of one 512-bit vector, float or double.</summary>
internal readonly unsafe struct V512<T> : ILanes<V512<T>, T> where T : unmanaged
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;
    private readonly Vector512<T> v;

    [MethodImpl(Inline)] public V512(Vector512<T> value) => v = value;

    public static int Count { [MethodImpl(Inline)] get => Vector512<T>.Count; }
    public static bool IsDouble { [MethodImpl(Inline)] get => typeof(T) == typeof(double); }

    [MethodImpl(Inline)] public static V512<T> Load(void* array, nint index) => Load((T*)array + index);
    [MethodImpl(Inline)]
    public static void Store(void* array, nint index, V512<T> value) => Store((T*)array + index, value);
    [MethodImpl(Inline)] public static V512<T> LoadEverywhere(void* element) => Broadcast(*(T*)element);
    [MethodImpl(Inline)] public static V512<T> Load(T* source) => new(Vector512.Load(source));
    [MethodImpl(Inline)] public static void Store(T* destination, V512<T> value) => value.v.Store(destination);
    [MethodImpl(Inline)] public static V512<T> Broadcast(T value) => new(Vector512.Create(value));

    [MethodImpl(Inline)]
    public static V512<T> Const(double value) => typeof(T) == typeof(double)
        ? Of(Vector512.Create(value)) : Of(Vector512.Create((float)value));

    [MethodImpl(Inline)] public static V512<T> operator +(V512<T> a, V512<T> b) => new(a.v + b.v);
    [MethodImpl(Inline)] public static V512<T> operator -(V512<T> a, V512<T> b) => new(a.v - b.v);
    [MethodImpl(Inline)] public static V512<T> operator *(V512<T> a, V512<T> b) => new(a.v * b.v);
    [MethodImpl(Inline)] public static V512<T> operator /(V512<T> a, V512<T> b) => new(a.v / b.v);
    [MethodImpl(Inline)] public static V512<T> operator &(V512<T> a, V512<T> b) => new(a.v & b.v);
    [MethodImpl(Inline)] public static V512<T> operator |(V512<T> a, V512<T> b) => new(a.v | b.v);
    [MethodImpl(Inline)] public static V512<T> operator ^(V512<T> a, V512<T> b) => new(a.v ^ b.v);

    [MethodImpl(Inline)]
    public static V512<T> Fma(V512<T> a, V512<T> b, V512<T> c) => typeof(T) == typeof(double)
        ? Of(Vector512.FusedMultiplyAdd(a.v.AsDouble(), b.v.AsDouble(), c.v.AsDouble()))
        : Of(Vector512.FusedMultiplyAdd(a.v.AsSingle(), b.v.AsSingle(), c.v.AsSingle()));

    [MethodImpl(Inline)] public static V512<T> Sqrt(V512<T> x) => new(Vector512.Sqrt(x.v));
    [MethodImpl(Inline)] public static V512<T> Abs(V512<T> x) => new(Vector512.Abs(x.v));

    [MethodImpl(Inline)]
    public static V512<T> Floor(V512<T> x) => typeof(T) == typeof(double)
        ? Of(Vector512.Floor(x.v.AsDouble())) : Of(Vector512.Floor(x.v.AsSingle()));

    [MethodImpl(Inline)]
    public static V512<T> Ceiling(V512<T> x) => typeof(T) == typeof(double)
        ? Of(Vector512.Ceiling(x.v.AsDouble())) : Of(Vector512.Ceiling(x.v.AsSingle()));

    [MethodImpl(Inline)]
    public static V512<T> Truncate(V512<T> x) => typeof(T) == typeof(double)
        ? Of(Vector512.Truncate(x.v.AsDouble())) : Of(Vector512.Truncate(x.v.AsSingle()));

    [MethodImpl(Inline)] public static V512<T> Less(V512<T> a, V512<T> b) => new(Vector512.LessThan(a.v, b.v));
    [MethodImpl(Inline)]
    public static V512<T> LessOrEqual(V512<T> a, V512<T> b) => new(Vector512.LessThanOrEqual(a.v, b.v));
    [MethodImpl(Inline)] public static V512<T> Equal(V512<T> a, V512<T> b) => new(Vector512.Equals(a.v, b.v));
    [MethodImpl(Inline)]
    public static V512<T> Select(V512<T> mask, V512<T> a, V512<T> b) =>
        new(Vector512.ConditionalSelect(mask.v, a.v, b.v));
    [MethodImpl(Inline)] public static bool Any(V512<T> mask) => mask.v.AsInt32() != Vector512<int>.Zero;

    [MethodImpl(Inline)]
    public static V512<T> Pow2(V512<T> n)
    {
        // Adding 1.5 * 2^p leaves n in the low bits; they move into the exponent field.
        if (typeof(T) == typeof(double))
        {
            var low = (n.v.AsDouble() + Vector512.Create(6755399441055744.0)).AsInt64();
            return Of((Vector512.ShiftLeft(low, 52) + Vector512.Create(1.0).AsInt64()).AsDouble());
        }
        var bits = (n.v.AsSingle() + Vector512.Create(12582912f)).AsInt32();
        return Of((Vector512.ShiftLeft(bits, 23) + Vector512.Create(1f).AsInt32()).AsSingle());
    }

    [MethodImpl(Inline)]
    public static V512<T> SplitExponent(V512<T> x, out V512<T> mantissa)
    {
        // Shift the mantissa's window from [1, 2) to [sqrt(1/2), sqrt(2)), then read the two fields.
        if (typeof(T) == typeof(double))
        {
            var half = Vector512.Create(ExponentBits.HalfRoot64);
            var bits = x.v.AsInt64() + (Vector512.Create(1.0).AsInt64() - half);
            mantissa = Of(((bits & Vector512.Create(ExponentBits.Mantissa64)) + half).AsDouble());
            var field = Vector512.ShiftRightLogical(bits, 52) | Vector512.Create(4503599627370496.0).AsInt64();
            return Of(field.AsDouble() - Vector512.Create(4503599627370496.0 + 1023));
        }
        var half32 = Vector512.Create(ExponentBits.HalfRoot32);
        var bits32 = x.v.AsInt32() + (Vector512.Create(1f).AsInt32() - half32);
        mantissa = Of(((bits32 & Vector512.Create(ExponentBits.Mantissa32)) + half32).AsSingle());
        var field32 = Vector512.ShiftRightLogical(bits32, 23) | Vector512.Create(8388608f).AsInt32();
        return Of(field32.AsSingle() - Vector512.Create(8388608f + 127));
    }

    [MethodImpl(Inline)]
    public static T Sum(V512<T> x) => V256<T>.Sum(new(x.v.GetLower() + x.v.GetUpper()));

    [MethodImpl(Inline)]
    public static T Max(V512<T> x) => V256<T>.Max(LaneMath.Max(new V256<T>(x.v.GetLower()), new V256<T>(x.v.GetUpper())));

    [MethodImpl(Inline)] private static V512<T> Of(Vector512<double> x) => new(x.As<double, T>());
    [MethodImpl(Inline)] private static V512<T> Of(Vector512<float> x) => new(x.As<float, T>());
}
