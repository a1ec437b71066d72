namespace ManagedTorch.Tests.Kernels;

/// <summary>Distance of a computed value from a reference, in units in the last place of the reference.</summary>
internal static class Ulp
{
    /// <summary>Float32 result against a float64 reference (which has 29 bits to spare).</summary>
    public static double Error(float actual, double expected)
    {
        if (double.IsNaN(expected)) return float.IsNaN(actual) ? 0 : double.PositiveInfinity;
        float rounded = (float)expected;
        if (float.IsInfinity(rounded) || float.IsInfinity(actual))
            return rounded.Equals(actual) ? 0 : double.PositiveInfinity;
        double unit = MathF.BitIncrement(MathF.Abs(rounded)) - (double)MathF.Abs(rounded);
        return Math.Abs(actual - expected) / unit;
    }

    /// <summary>Float64 result against a reference given as the nearest float64 and what remains.</summary>
    public static double Error(double actual, double expected, double remainder)
    {
        if (double.IsNaN(expected)) return double.IsNaN(actual) ? 0 : double.PositiveInfinity;
        if (double.IsInfinity(expected) || double.IsInfinity(actual))
            return expected.Equals(actual) ? 0 : double.PositiveInfinity;
        double unit = Math.BitIncrement(Math.Abs(expected)) - Math.Abs(expected);
        return Math.Abs(actual - expected - remainder) / unit;
    }

}
