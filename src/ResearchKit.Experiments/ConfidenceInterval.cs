using System.Globalization;

namespace ResearchKit.Experiments;

/// <summary>The mean of a measure over independent seeds, with Student's t interval.</summary>
/// <param name="Mean">Mean over the seeds.</param>
/// <param name="Low">Lower bound.</param>
/// <param name="High">Upper bound.</param>
/// <param name="Deviation">Standard deviation of one seed's value (n - 1 in the denominator).</param>
/// <param name="Count">Number of seeds.</param>
/// <param name="Level">Confidence level, 0.95 for 95 %.</param>
public sealed record ConfidenceInterval(
    double Mean, double Low, double High, double Deviation, int Count, double Level)
{
    /// <summary>
    /// Mean ± t s / √n with n - 1 degrees of freedom: exact if the values are normal. For a difference between two
    /// methods that share their seeds, pass the differences per seed: the pairing makes the interval narrower.
    /// </summary>
    /// <param name="values">One value per seed, at least two.</param>
    /// <param name="level">Confidence level between 0 and 1.</param>
    /// <exception cref="ArgumentException">Fewer than two values, or one that is not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="level"/> is outside (0, 1).</exception>
    public static ConfidenceInterval OfMean(IEnumerable<double> values, double level = 0.95)
    {
        var x = values.ToArray();
        if (x.Length < 2)
            throw new ArgumentException(
                $"a confidence interval needs at least two values, one per seed; got {x.Length}", nameof(values));
        var bad = Array.FindIndex(x, v => !double.IsFinite(v));
        if (bad >= 0)
            throw new ArgumentException(
                $"value {bad} is {x[bad].ToString(CultureInfo.InvariantCulture)}: a mean needs finite values",
                nameof(values));
        // Plain loops: the order of the sum, and so its last bit, is ours and not a library's.
        double sum = 0, squares = 0;
        foreach (var v in x) sum += v;
        var mean = sum / x.Length;
        foreach (var v in x) squares += (v - mean) * (v - mean);
        var deviation = Math.Sqrt(squares / (x.Length - 1));
        var half = StudentT.TwoSidedQuantile(level, x.Length - 1) * deviation / Math.Sqrt(x.Length);
        return new(mean, mean - half, mean + half, deviation, x.Length, level) { Values = x };
    }

    /// <summary>The value of each seed, from which the interval was made.</summary>
    public IReadOnlyList<double> Values { get; private init; } = [];

    /// <summary>Half the width: the number after ±.</summary>
    public double HalfWidth => (High - Low) / 2;

    /// <summary>The interval as a <see cref="Measurement"/> that a claim can be tested with.</summary>
    public Measurement ToMeasurement() => new(Mean, Low, High, FormattableString.Invariant(
        $"{Level * 100:0.##} % t interval over {Count} seeds"));

    /// <summary>See <see cref="ToMeasurement"/>.</summary>
    public static implicit operator Measurement(ConfidenceInterval interval) => interval.ToMeasurement();

    /// <summary><c>0.312 [0.298, 0.326]</c>, see <see cref="Measurement.ToString"/>.</summary>
    public override string ToString() => ToMeasurement().ToString();
}
