using System.Globalization;

namespace ResearchKit.Benchmarks;

/// <summary>A value computed from printed numbers, with the bounds that their rounding leaves open.</summary>
/// <param name="Value">The result for the numbers as printed.</param>
/// <param name="Low">The smallest result that rounding allows.</param>
/// <param name="High">The largest.</param>
public readonly record struct RoundingInterval(decimal Value, decimal Low, decimal High)
{
    /// <summary>
    /// The range of <paramref name="f"/> over the rounding intervals of its arguments, from their corners: exact for a
    /// function that only rises or only falls in each argument, as sums, differences, ratios of positive numbers and
    /// their compositions do.
    /// </summary>
    /// <param name="f">The formula; its argument holds one value for each of <paramref name="inputs"/>.</param>
    /// <param name="inputs">At most 16 printed numbers.</param>
    /// <exception cref="ArgumentException">There are no inputs or more than 16.</exception>
    public static RoundingInterval Of(Func<decimal[], decimal> f, params ReadOnlySpan<ReportedValue> inputs)
    {
        if (inputs.Length is 0 or > 16)
            throw new ArgumentException($"a formula of 1 to 16 printed numbers is expected, not of {inputs.Length}");
        var x = new decimal[inputs.Length];
        for (var i = 0; i < x.Length; i++) x[i] = inputs[i].Value;
        decimal value = f(x), low = value, high = value;
        for (var corner = 0; corner < 1 << x.Length; corner++)
        {
            for (var i = 0; i < x.Length; i++)
                x[i] = inputs[i].Value + ((corner >> i & 1) == 0 ? -inputs[i].HalfUnit : inputs[i].HalfUnit);
            var y = f(x);
            (low, high) = (Math.Min(low, y), Math.Max(high, y));
        }
        return new(value, low, high);
    }

    /// <summary>True when some number lies in both intervals: the two can be the same number, rounded.</summary>
    public bool Overlaps(RoundingInterval other) => Low <= other.High && other.Low <= High;

    /// <summary><c>87.93 [87.82, 88.04]</c>.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Value:0.00} [{Low:0.00}, {High:0.00}]");
}
