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
        Float16 = 5,
        /// <summary>32-bit floating point (computed), the default.</summary>
        Float32 = 6,
        /// <summary>64-bit floating point (computed).</summary>
        Float64 = 7,
        ComplexFloat32 = 9,
        ComplexFloat64 = 10,
        /// <summary>Boolean (computed).</summary>
        Bool = 11,
        QInt8 = 12,
        QUInt8 = 13,
        QInt32 = 14,
        BFloat16 = 15,
    }

    public static ScalarType uint8 = ScalarType.Byte;
    public static ScalarType int8 = ScalarType.Int8;
    public static ScalarType int16 = ScalarType.Int16;
    public static ScalarType @short = ScalarType.Int16;
    public static ScalarType int32 = ScalarType.Int32;
    public static ScalarType @int = ScalarType.Int32;
    public static ScalarType int64 = ScalarType.Int64;
    public static ScalarType @long = ScalarType.Int64;
    public static ScalarType float32 = ScalarType.Float32;
    public static ScalarType @float = ScalarType.Float32;
    public static ScalarType float64 = ScalarType.Float64;
    public static ScalarType @double = ScalarType.Float64;
    public static ScalarType @bool = ScalarType.Bool;
}
