namespace ManagedTorch.Kernels;

/// <summary>Bit patterns that separate a floating-point number's exponent from its mantissa.</summary>
internal static class ExponentBits
{
    /// <summary>sqrt(1/2), rounded: the low end of the mantissa window of <c>SplitExponent</c>.</summary>
    public const int HalfRoot32 = 0x3F3504F3;
    public const int Mantissa32 = 0x007FFFFF;

    /// <inheritdoc cref="HalfRoot32"/>
    public const long HalfRoot64 = 0x3FE6A09E667F3BCD;
    public const long Mantissa64 = 0x000FFFFFFFFFFFFF;
}
