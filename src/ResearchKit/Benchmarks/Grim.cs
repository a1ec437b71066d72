namespace ResearchKit.Benchmarks;

/// <summary>
/// The GRIM test (Brown and Heathers, 2017: granularity-related inconsistency of means): a mean of n whole numbers is
/// a multiple of 1/n, so that some printed means cannot come from n answers.
/// </summary>
public static class Grim
{
    /// <summary>
    /// The whole numbers k for which k of <paramref name="count"/>, times <paramref name="scale"/>, is printed as
    /// <paramref name="number"/>; none means that the number cannot come from so many answers.
    /// </summary>
    /// <param name="number">A mean or a rate as printed, 0 or more.</param>
    /// <param name="count">Number of answers, at least 1.</param>
    /// <param name="scale">100 for a rate in percent, 1 for a mean.</param>
    public static IReadOnlyList<long> Counts(ReportedValue number, int count, decimal scale = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var first = (long)Math.Ceiling(number.Interval.Low * count / scale);
        var last = (long)Math.Floor(number.Interval.High * count / scale);
        var counts = new List<long>();
        for (var k = Math.Max(first, 0); k <= last; k++) counts.Add(k);
        return counts;
    }
}
