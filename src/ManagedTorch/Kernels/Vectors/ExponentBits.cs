namespace ManagedTorch.Kernels;

/// <summary>Bit patterns that separate a floating-point number's exponent from its mantissa.</summary>
internal static class ExponentBits
{
    /// <summary>sqrt(1/2), rounded: the low end of the mantissa window of <c>SplitExponent</c>.</summary>
    public const int HalfRoot32 = 0x3F3504F3;
    /// <summary>What moves the window down: the bits of 1 less those of sqrt(1/2).</summary>
    public const int Window32 = 0x3F800000 - HalfRoot32;
    public const int Mantissa32 = 0x007FFFFF;

    /// <inheritdoc cref="HalfRoot32"/>
    public const long HalfRoot64 = 0x3FE6A09E667F3BCD;
    /// <inheritdoc cref="Window32"/>
    public const long Window64 = 0x3FF0000000000000 - HalfRoot64;
    public const long Mantissa64 = 0x000FFFFFFFFFFFFF;
}
