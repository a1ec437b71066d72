using System.Runtime.CompilerServices;
using static TorchSharp.torch;

namespace ManagedTorch.Core;

/// <summary>Facts about element types and PyTorch's rules of promotion.</summary>
internal static class Dtypes
{
    internal static bool IsFloatingPoint(this ScalarType type) =>
        type is ScalarType.Float32 or ScalarType.Float64 or ScalarType.Float16 or ScalarType.BFloat16;

    internal static bool IsIntegral(this ScalarType type) => type <= ScalarType.Int64;

    internal static int Size(this ScalarType type) => type switch
    {
        ScalarType.Byte or ScalarType.Int8 or ScalarType.Bool or ScalarType.QInt8 or ScalarType.QUInt8 => 1,
        ScalarType.Int16 or ScalarType.Float16 or ScalarType.BFloat16 => 2,
        ScalarType.Int32 or ScalarType.Float32 or ScalarType.QInt32 => 4,
        ScalarType.ComplexFloat64 => 16,
        _ => 8,
    };

    internal static ScalarType Of<T>() where T : unmanaged
    {
        if (typeof(T) == typeof(float)) return ScalarType.Float32;
        if (typeof(T) == typeof(double)) return ScalarType.Float64;
        if (typeof(T) == typeof(long)) return ScalarType.Int64;
        if (typeof(T) == typeof(int)) return ScalarType.Int32;
        if (typeof(T) == typeof(bool)) return ScalarType.Bool;
        if (typeof(T) == typeof(byte)) return ScalarType.Byte;
        if (typeof(T) == typeof(sbyte)) return ScalarType.Int8;
        if (typeof(T) == typeof(short)) return ScalarType.Int16;
        throw new NotSupportedException(
            $"element type {typeof(T).Name} is not computed by the managed engine; use float, double, long or bool.");
    }

    /// <summary>0 boolean, 1 integer, 2 floating point.</summary>
    private static int Category(ScalarType type) => type == ScalarType.Bool ? 0 : type.IsFloatingPoint() ? 2 : 1;

    /// <summary>The smallest type that holds both, as <c>torch.promote_types</c>.</summary>
    internal static ScalarType Promote(ScalarType a, ScalarType b)
    {
        if (a == b) return a;
        var (ca, cb) = (Category(a), Category(b));
        if (ca != cb) return ca > cb ? a : b;
        if (ca == 1 && (a == ScalarType.Byte || b == ScalarType.Byte))
        {
            var other = a == ScalarType.Byte ? b : a;
            return other == ScalarType.Int8 ? ScalarType.Int16 : other;
        }
        return a > b ? a : b;
    }

    /// <summary>The type of an operation on two tensors: a tensor of no dimensions counts only if its category is
    /// higher.</summary>
    internal static ScalarType Result(Tensor a, Tensor b)
    {
        var (x, y) = (a._dtype, b._dtype);
        if (x == y) return x;
        var (dimsA, dimsB) = (a._shape.Length > 0, b._shape.Length > 0);
        if (dimsA == dimsB) return Promote(x, y);
        return dimsA ? Weak(x, y) : Weak(y, x);
    }

    private static ScalarType Weak(ScalarType strong, ScalarType weak) =>
        Category(weak) > Category(strong) ? weak : strong;

    /// <summary>The type of an operation on a tensor and a number: the number's category may raise it, to the default
    /// dtype.</summary>
    internal static ScalarType ResultWithNumber(ScalarType tensor, ScalarType number)
    {
        var (ct, cn) = (Category(tensor), Category(number));
        if (cn <= ct) return tensor;
        return cn == 2 ? DefaultFloat : ScalarType.Int64;
    }

    /// <summary>Whether a result may be written over elements of another type, as <c>torch.can_cast</c>: no fractions
    /// into integers, nothing but booleans into booleans.</summary>
    internal static bool CanStore(ScalarType result, ScalarType target) => Category(result) <= Category(target);

    /// <summary>The type in which a function that has fractions as values computes.</summary>
    internal static ScalarType Floating(ScalarType type) => type.IsFloatingPoint() ? type : DefaultFloat;

    internal static ScalarType DefaultFloat = ScalarType.Float32;

    /// <summary>Converts one element, with PyTorch's (C's) truncation of fractions and truth of non-zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TTo Cast<TFrom, TTo>(TFrom value) where TFrom : unmanaged where TTo : unmanaged
    {
        if (typeof(TFrom) == typeof(TTo)) return (TTo)(object)value;
        if (typeof(TFrom) == typeof(float)) return FromDouble<TTo>((float)(object)value);
        if (typeof(TFrom) == typeof(double)) return FromDouble<TTo>((double)(object)value);
        return FromLong<TTo>(ToLong(value));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T FromDouble<T>(double value) where T : unmanaged
    {
        if (typeof(T) == typeof(float)) return (T)(object)(float)value;
        if (typeof(T) == typeof(double)) return (T)(object)value;
        if (typeof(T) == typeof(bool)) return (T)(object)(value != 0);
        return FromLong<T>((long)value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T FromLong<T>(long value) where T : unmanaged
    {
        if (typeof(T) == typeof(float)) return (T)(object)(float)value;
        if (typeof(T) == typeof(double)) return (T)(object)(double)value;
        if (typeof(T) == typeof(long)) return (T)(object)value;
        if (typeof(T) == typeof(int)) return (T)(object)unchecked((int)value);
        if (typeof(T) == typeof(bool)) return (T)(object)(value != 0);
        if (typeof(T) == typeof(byte)) return (T)(object)unchecked((byte)value);
        if (typeof(T) == typeof(sbyte)) return (T)(object)unchecked((sbyte)value);
        return (T)(object)unchecked((short)value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static long ToLong<T>(T value) where T : unmanaged
    {
        if (typeof(T) == typeof(long)) return (long)(object)value;
        if (typeof(T) == typeof(int)) return (int)(object)value;
        if (typeof(T) == typeof(bool)) return (bool)(object)value ? 1 : 0;
        if (typeof(T) == typeof(byte)) return (byte)(object)value;
        if (typeof(T) == typeof(sbyte)) return (sbyte)(object)value;
        if (typeof(T) == typeof(short)) return (short)(object)value;
        if (typeof(T) == typeof(float)) return (long)(float)(object)value;
        return (long)(double)(object)value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static double ToDouble<T>(T value) where T : unmanaged
    {
        if (typeof(T) == typeof(float)) return (float)(object)value;
        if (typeof(T) == typeof(double)) return (double)(object)value;
        return ToLong(value);
    }

    /// <summary>A number as an element, integers through the integer path so that large ones stay exact.</summary>
    internal static T FromScalar<T>(TorchSharp.Scalar scalar) where T : unmanaged =>
        scalar.IsFloatingPoint ? FromDouble<T>(scalar.Real) : FromLong<T>(scalar.Integer);
}
