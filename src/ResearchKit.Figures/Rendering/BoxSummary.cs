namespace ResearchKit.Figures.Rendering;

/// <summary>The five numbers of a box and the values beyond its whiskers.</summary>
internal sealed record BoxSummary(
    double Q1, double Median, double Q3, double LowFence, double HighFence, IReadOnlyList<double> Outliers)
{
    /// <summary>Null without a single value.</summary>
    internal static BoxSummary? Of(IEnumerable<double> values)
    {
        var sorted = values.Where(double.IsFinite).Order().ToArray();
        if (sorted.Length == 0) return null;
        double q1 = Quantile(sorted, 0.25), q3 = Quantile(sorted, 0.75), reach = 1.5 * (q3 - q1);
        var inside = sorted.Where(v => v >= q1 - reach && v <= q3 + reach).ToArray();
        return new BoxSummary(q1, Quantile(sorted, 0.5), q3, inside[0], inside[^1],
            [.. sorted.Where(v => v < inside[0] || v > inside[^1])]);
    }

    /// <summary>Linear interpolation between order statistics (Hyndman and Fan's type 7).</summary>
    private static double Quantile(double[] sorted, double p)
    {
        var at = p * (sorted.Length - 1);
        var i = Math.Min((int)at, sorted.Length - 1);
        return i + 1 < sorted.Length ? sorted[i] + (at - i) * (sorted[i + 1] - sorted[i]) : sorted[i];
    }
}
