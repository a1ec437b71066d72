using System.Globalization;
using ResearchKit.Benchmarks.Scoring;

namespace ResearchKit.Experiments.Statistics;

/// <summary>A metric with its bootstrap interval.</summary>
/// <param name="Metric">The metric over all answers.</param>
/// <param name="Low">Lower bound; NaN if the metric could not be computed.</param>
/// <param name="High">Upper bound.</param>
/// <param name="Units">How many units were resampled.</param>
/// <param name="Unit">What they are, in the plural.</param>
/// <param name="Level">Confidence level, 0.95 for 95 %.</param>
public sealed record MetricInterval(Metric Metric, double Low, double High, int Units, string Unit, double Level)
{
    /// <summary>What the interval is over: <c>95 % bootstrap interval over 1,004 images</c>.</summary>
    public string Basis =>
        string.Create(CultureInfo.InvariantCulture, $"{Level * 100:0.##} % bootstrap interval over {Units:N0} {Unit}");

    /// <summary>The interval as a measurement that a claim can be tested with.</summary>
    public Measurement ToMeasurement() =>
        new(Metric.Value, Math.Min(Low, Metric.Value), Math.Max(High, Metric.Value), Basis);
}

/// <summary>How much one answer file is ahead of another in a metric, on the units that both answered.</summary>
/// <param name="First">The metric of the first file on the common units.</param>
/// <param name="Second">The metric of the second file on the same units.</param>
/// <param name="Difference">Second minus first.</param>
/// <param name="Low">Lower bound of the difference.</param>
/// <param name="High">Upper bound.</param>
/// <param name="P">Two-sided p-value of the paired bootstrap: no difference.</param>
/// <param name="Adjusted">The p-value after Holm's correction over all metrics of the comparison.</param>
/// <param name="Units">How many units were resampled.</param>
/// <param name="Unit">What they are, in the plural.</param>
public sealed record MetricDifference(
    Metric First, Metric Second, double Difference, double Low, double High, double P, double Adjusted, int Units,
    string Unit);
