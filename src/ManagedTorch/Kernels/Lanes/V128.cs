using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ManagedTorch.Kernels;

/// <summary>Lanes of one 128-bit vector, float or double.</summary>
internal readonly unsafe struct V128<T> : ILanes<V128<T>, T> where T : unmanaged
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;
    private readonly Vector128<T> v;

    [MethodImpl(Inline)] public V128(Vector128<T> value) => v = value;

    public static int Count { [MethodImpl(Inline)] get => Vector128<T>.Count; }
    public static bool IsDouble { [MethodImpl(Inline)] get => typeof(T) == typeof(double); }

    [MethodImpl(Inline)] public static V128<T> Load(void* array, nint index) => Load((T*)array + index);
    [MethodImpl(Inline)]
    public static void Store(void* array, nint index, V128<T> value) => Store((T*)array + index, value);
    [MethodImpl(Inline)] public static V128<T> LoadEverywhere(void* element) => Broadcast(*(T*)element);
    [MethodImpl(Inline)] public static V128<T> Load(T* source) => new(Vector128.Load(source));
    [MethodImpl(Inline)] public static void Store(T* destination, V128<T> value) => value.v.Store(destination);
    [MethodImpl(Inline)] public static V128<T> Broadcast(T value) => new(Vector128.Create(value));

    [MethodImpl(Inline)]
    public static V128<T> Const(double value) => typeof(T) == typeof(double)
        ? Of(Vector128.Create(value)) : Of(Vector128.Create((float)value));

    [MethodImpl(Inline)] public static V128<T> operator +(V128<T> a, V128<T> b) => new(a.v + b.v);
    [MethodImpl(Inline)] public static V128<T> operator -(V128<T> a, V128<T> b) => new(a.v - b.v);
    [MethodImpl(Inline)] public static V128<T> operator *(V128<T> a, V128<T> b) => new(a.v * b.v);
    [MethodImpl(Inline)] public static V128<T> operator /(V128<T> a, V128<T> b) => new(a.v / b.v);
    [MethodImpl(Inline)] public static V128<T> operator &(V128<T> a, V128<T> b) => new(a.v & b.v);
    [MethodImpl(Inline)] public static V128<T> operator |(V128<T> a, V128<T> b) => new(a.v | b.v);
    [MethodImpl(Inline)] public static V128<T> operator ^(V128<T> a, V128<T> b) => new(a.v ^ b.v);

    [MethodImpl(Inline)]
    public static V128<T> Fma(V128<T> a, V128<T> b, V128<T> c) => typeof(T) == typeof(double)
        ? Of(Vector128.FusedMultiplyAdd(a.v.AsDouble(), b.v.AsDouble(), c.v.AsDouble()))
        : Of(Vector128.FusedMultiplyAdd(a.v.AsSingle(), b.v.AsSingle(), c.v.AsSingle()));

    [MethodImpl(Inline)] public static V128<T> Sqrt(V128<T> x) => new(Vector128.Sqrt(x.v));
    [MethodImpl(Inline)] public static V128<T> Abs(V128<T> x) => new(Vector128.Abs(x.v));

    [MethodImpl(Inline)]
    public static V128<T> Floor(V128<T> x) => typeof(T) == typeof(double)
        ? Of(Vector128.Floor(x.v.AsDouble())) : Of(Vector128.Floor(x.v.AsSingle()));

    [MethodImpl(Inline)]
    public static V128<T> Ceiling(V128<T> x) => typeof(T) == typeof(double)
        ? Of(Vector128.Ceiling(x.v.AsDouble())) : Of(Vector128.Ceiling(x.v.AsSingle()));

    [MethodImpl(Inline)]
    public static V128<T> Truncate(V128<T> x) => typeof(T) == typeof(double)
        ? Of(Vector128.Truncate(x.v.AsDouble())) : Of(Vector128.Truncate(x.v.AsSingle()));

    [MethodImpl(Inline)] public static V128<T> Less(V128<T> a, V128<T> b) => new(Vector128.LessThan(a.v, b.v));
    [MethodImpl(Inline)]
    public static V128<T> LessOrEqual(V128<T> a, V128<T> b) => new(Vector128.LessThanOrEqual(a.v, b.v));
    [MethodImpl(Inline)] public static V128<T> Equal(V128<T> a, V128<T> b) => new(Vector128.Equals(a.v, b.v));
    [MethodImpl(Inline)]
    public static V128<T> Select(V128<T> mask, V128<T> a, V128<T> b) =>
        new(Vector128.ConditionalSelect(mask.v, a.v, b.v));
    [MethodImpl(Inline)] public static bool Any(V128<T> mask) => mask.v.AsInt32() != Vector128<int>.Zero;

    [MethodImpl(Inline)]
    public static V128<T> Pow2(V128<T> n)
    {
        // Adding 1.5 * 2^p leaves n in the low bits; they move into the exponent field.
        if (typeof(T) == typeof(double))
        {
            var low = (n.v.AsDouble() + Vector128.Create(6755399441055744.0)).AsInt64();
            return Of((Vector128.ShiftLeft(low, 52) + Vector128.Create(1.0).AsInt64()).AsDouble());
        }
        var bits = (n.v.AsSingle() + Vector128.Create(12582912f)).AsInt32();
        return Of((Vector128.ShiftLeft(bits, 23) + Vector128.Create(1f).AsInt32()).AsSingle());
    }

    [MethodImpl(Inline)]
    public static V128<T> SplitExponent(V128<T> x, out V128<T> mantissa)
    {
        // Shift the mantissa's window from [1, 2) to [sqrt(1/2), sqrt(2)), then read the two fields.
        if (typeof(T) == typeof(double))
        {
            var half = Vector128.Create(ExponentBits.HalfRoot64);
            var bits = x.v.AsInt64() + (Vector128.Create(1.0).AsInt64() - half);
            mantissa = Of(((bits & Vector128.Create(ExponentBits.Mantissa64)) + half).AsDouble());
            var field = Vector128.ShiftRightLogical(bits, 52) | Vector128.Create(4503599627370496.0).AsInt64();
            return Of(field.AsDouble() - Vector128.Create(4503599627370496.0 + 1023));
        }
        var half32 = Vector128.Create(ExponentBits.HalfRoot32);
        var bits32 = x.v.AsInt32() + (Vector128.Create(1f).AsInt32() - half32);
        mantissa = Of(((bits32 & Vector128.Create(ExponentBits.Mantissa32)) + half32).AsSingle());
        var field32 = Vector128.ShiftRightLogical(bits32, 23) | Vector128.Create(8388608f).AsInt32();
        return Of(field32.AsSingle() - Vector128.Create(8388608f + 127));
    }

    [MethodImpl(Inline)]
    public static T Sum(V128<T> x)
    {
        if (typeof(T) == typeof(double))
        {
            double d = x.v.AsDouble().GetElement(0) + x.v.AsDouble().GetElement(1);
            return Unsafe.BitCast<double, T>(d);
        }
        var half = x.v.AsSingle() + Vector128.Shuffle(x.v.AsSingle(), Vector128.Create(2, 3, 2, 3));
        return Unsafe.BitCast<float, T>(half.GetElement(0) + half.GetElement(1));
    }

    [MethodImpl(Inline)]
    public static T Max(V128<T> x)
    {
        if (typeof(T) == typeof(double))
        {
            var d = x.v.AsDouble();
            return Unsafe.BitCast<Scalar64, T>(LaneMath.Max(new Scalar64(d.GetElement(0)), new Scalar64(d.GetElement(1))));
        }
        var s = x.v.AsSingle();
        return Unsafe.BitCast<Scalar32, T>(LaneMath.Max(
            LaneMath.Max(new Scalar32(s.GetElement(0)), new Scalar32(s.GetElement(2))),
            LaneMath.Max(new Scalar32(s.GetElement(1)), new Scalar32(s.GetElement(3)))));
    }

    [MethodImpl(Inline)] private static V128<T> Of(Vector128<double> x) => new(x.As<double, T>());
    [MethodImpl(Inline)] private static V128<T> Of(Vector128<float> x) => new(x.As<float, T>());
}
