namespace TorchSharp;

public static partial class torch
{
    /// <summary>Element types, with libtorch's numbers. The engine computes on those marked; the others are names
    /// only.</summary>
    public enum ScalarType : sbyte
    {
        /// <summary>8-bit unsigned integer (computed).</summary>
        Byte = 0,
        /// <summary>8-bit signed integer (computed).</summary>
        Int8 = 1,
        /// <summary>16-bit signed integer (computed).</summary>
        Int16 = 2,
        /// <summary>32-bit signed integer (computed).</summary>
        Int32 = 3,
        /// <summary>64-bit signed integer (computed).</summary>
        Int64 = 4,
        /// <summary>16-bit floating point; a name only.</summary>
        Float16 = 5,
        /// <summary>32-bit floating point (computed), the default.</summary>
        Float32 = 6,
        /// <summary>64-bit floating point (computed).</summary>
        Float64 = 7,
        /// <summary>Complex number of two float32; a name only.</summary>
        ComplexFloat32 = 9,
        /// <summary>Complex number of two float64; a name only.</summary>
        ComplexFloat64 = 10,
        /// <summary>Boolean (computed).</summary>
        Bool = 11,
        /// <summary>Quantized 8-bit signed integer; a name only.</summary>
        QInt8 = 12,
        /// <summary>Quantized 8-bit unsigned integer; a name only.</summary>
        QUInt8 = 13,
        /// <summary>Quantized 32-bit integer; a name only.</summary>
        QInt32 = 14,
        /// <summary>bfloat16, the upper half of a float32; a name only.</summary>
        BFloat16 = 15,
    }

    /// <summary>8-bit unsigned integer.</summary>
    public static ScalarType uint8 = ScalarType.Byte;
    /// <summary>8-bit signed integer.</summary>
    public static ScalarType int8 = ScalarType.Int8;
    /// <summary>16-bit signed integer.</summary>
    public static ScalarType int16 = ScalarType.Int16;
    /// <summary>16-bit signed integer.</summary>
    public static ScalarType @short = ScalarType.Int16;
    /// <summary>32-bit signed integer.</summary>
    public static ScalarType int32 = ScalarType.Int32;
    /// <summary>32-bit signed integer.</summary>
    public static ScalarType @int = ScalarType.Int32;
    /// <summary>64-bit signed integer.</summary>
    public static ScalarType int64 = ScalarType.Int64;
    /// <summary>64-bit signed integer.</summary>
    public static ScalarType @long = ScalarType.Int64;
    /// <summary>32-bit floating point.</summary>
    public static ScalarType float32 = ScalarType.Float32;
    /// <summary>32-bit floating point.</summary>
    public static ScalarType @float = ScalarType.Float32;
    /// <summary>64-bit floating point.</summary>
    public static ScalarType float64 = ScalarType.Float64;
    /// <summary>64-bit floating point.</summary>
    public static ScalarType @double = ScalarType.Float64;
    /// <summary>Boolean.</summary>
    public static ScalarType @bool = ScalarType.Bool;
}
