using System.Numerics;

namespace ResearchKit.Benchmarks;

/// <summary>By what share of itself a rate has fallen.</summary>
public static class RelativeReduction
{
    /// <summary>100 (before - after) / before, in percent: 52.2 to 6.3 is a reduction by 87.9 %.</summary>
    public static T Of<T>(T before, T after) where T : INumber<T> =>
        T.CreateChecked(100) * (before - after) / before;

    /// <summary>The reduction of a rate from printed numbers, with the bounds that their rounding leaves.</summary>
    public static RoundingInterval Of(ReportedValue before, ReportedValue after) =>
        RoundingInterval.Of(x => Of(x[0], x[1]), before, after);

    /// <summary>
    /// The reduction of a hallucination rate from the printed non-hallucination rates in percent, which are its
    /// complement to 100.
    /// </summary>
    public static RoundingInterval OfComplements(ReportedValue before, ReportedValue after) =>
        RoundingInterval.Of(x => Of(100 - x[0], 100 - x[1]), before, after);
}
