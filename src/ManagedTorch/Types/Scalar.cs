using ManagedTorch.Core;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>One number with its type, as an operand: it never raises the dtype of a tensor within its
/// category.</summary>
public sealed class Scalar : IDisposable
{
    private readonly double _real;
    private readonly long _integer;

    /// <summary>The dtype that belongs to the number's C# type.</summary>
    public ScalarType Type { get; }

    internal Scalar(double value, ScalarType type) => (_real, _integer, Type) = (value, Saturate(value), type);
    internal Scalar(long value, ScalarType type) => (_real, _integer, Type) = (value, value, type);

    internal double Real => _real;
    internal long Integer => _integer;
    internal bool IsFloatingPoint => Type.IsFloatingPoint();

    /// <summary>The number as an operand of dtype uint8.</summary>
    public static implicit operator Scalar(byte value) => new(value, ScalarType.Byte);
    /// <summary>The number as an operand of dtype int8.</summary>
    public static implicit operator Scalar(sbyte value) => new(value, ScalarType.Int8);
    /// <summary>The number as an operand of dtype int16.</summary>
    public static implicit operator Scalar(short value) => new(value, ScalarType.Int16);
    /// <summary>The number as an operand of dtype int32.</summary>
    public static implicit operator Scalar(int value) => new(value, ScalarType.Int32);
    /// <summary>The number as an operand of dtype int64.</summary>
    public static implicit operator Scalar(long value) => new(value, ScalarType.Int64);
    /// <summary>The number as an operand of dtype float32.</summary>
    public static implicit operator Scalar(float value) => new((double)value, ScalarType.Float32);
    /// <summary>The number as an operand of dtype float64.</summary>
    public static implicit operator Scalar(double value) => new(value, ScalarType.Float64);
    /// <summary>The number as an operand of dtype bool.</summary>
    public static implicit operator Scalar(bool value) => new(value ? 1L : 0L, ScalarType.Bool);

    /// <summary>Does nothing: a number holds no memory of the engine.</summary>
    public void Dispose() { }

    private static long Saturate(double value) => double.IsNaN(value) ? 0 : (long)value;
}

/// <summary>Conversions between numbers and <see cref="Scalar"/>.</summary>
public static class ScalarExtensionMethods
{
    /// <summary>The number as an operand of dtype uint8.</summary>
    public static Scalar ToScalar(this byte value) => value;
    /// <summary>The number as an operand of dtype int8.</summary>
    public static Scalar ToScalar(this sbyte value) => value;
    /// <summary>The number as an operand of dtype int16.</summary>
    public static Scalar ToScalar(this short value) => value;
    /// <summary>The number as an operand of dtype int32.</summary>
    public static Scalar ToScalar(this int value) => value;
    /// <summary>The number as an operand of dtype int64.</summary>
    public static Scalar ToScalar(this long value) => value;
    /// <summary>The number as an operand of dtype float32.</summary>
    public static Scalar ToScalar(this float value) => value;
    /// <summary>The number as an operand of dtype float64.</summary>
    public static Scalar ToScalar(this double value) => value;
    /// <summary>The number as an operand of dtype bool.</summary>
    public static Scalar ToScalar(this bool value) => value;

    /// <summary>The number, rounded to float32.</summary>
    public static float ToSingle(this Scalar value) => (float)value.Real;
    /// <summary>The number as a float64; an int64 above 2^53 is rounded.</summary>
    public static double ToDouble(this Scalar value) => value.Real;
    /// <summary>The number as int8, without its fraction.</summary>
    /// <exception cref="OverflowException">It lies outside int8.</exception>
    public static sbyte ToSByte(this Scalar value) => checked((sbyte)value.Integer);
    /// <summary>The number as uint8, without its fraction.</summary>
    /// <exception cref="OverflowException">It lies outside uint8.</exception>
    public static byte ToByte(this Scalar value) => checked((byte)value.Integer);
    /// <summary>The number as int16, without its fraction.</summary>
    /// <exception cref="OverflowException">It lies outside int16.</exception>
    public static short ToInt16(this Scalar value) => checked((short)value.Integer);
    /// <summary>The number as int32, without its fraction.</summary>
    /// <exception cref="OverflowException">It lies outside int32.</exception>
    public static int ToInt32(this Scalar value) => checked((int)value.Integer);
    /// <summary>The number as an int64: a fraction is cut off, NaN is 0.</summary>
    public static long ToInt64(this Scalar value) => value.Integer;
    /// <summary>Whether the number is not zero.</summary>
    public static bool ToBoolean(this Scalar value) => value.Real != 0;
}
