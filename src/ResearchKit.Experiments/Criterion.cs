using System.Globalization;

namespace ResearchKit.Experiments;

/// <summary>
/// When a claim counts as reproduced, and when as contradicted: a rule over our number's interval. All rules look at
/// the bounds, never at the value alone, so that a result which the seeds do not settle is neither. A threshold counts
/// as set before the number was seen unless <see cref="SetAfterwards"/> says otherwise.
/// </summary>
public sealed record Criterion
{
    private readonly Func<Measurement, bool> _holds;
    private readonly Func<Measurement, bool> _isExcluded;

    private Criterion(string text, Func<Measurement, bool> holds, Func<Measurement, bool> isExcluded) =>
        (Text, _holds, _isExcluded) = (text, holds, isExcluded);

    /// <summary>The rule in words, for the ledger.</summary>
    public string Text { get; private init; }

    /// <summary>
    /// The same rule, marked as one whose threshold was chosen with the numbers in view: it describes, and does not
    /// test.
    /// </summary>
    public Criterion SetAfterwards() => this with { Text = $"{Text} (threshold set afterwards)" };

    /// <summary>The whole interval lies above <paramref name="threshold"/>.</summary>
    public static Criterion Above(double threshold) =>
        new($"interval entirely above {Show(threshold)}", e => e.Low > threshold, e => e.High <= threshold);

    /// <summary>The whole interval lies below <paramref name="threshold"/>.</summary>
    public static Criterion Below(double threshold) =>
        new($"interval entirely below {Show(threshold)}", e => e.High < threshold, e => e.Low >= threshold);

    /// <summary>The whole interval lies between the two bounds, bounds included.</summary>
    /// <exception cref="ArgumentException">The bounds are in the wrong order.</exception>
    public static Criterion Within(double low, double high) => low <= high
        ? new($"interval within [{Show(low)}, {Show(high)}]", e => e.Low >= low && e.High <= high,
            e => e.High < low || e.Low > high)
        : throw new ArgumentException($"the bounds [{Show(low)}, {Show(high)}] are in the wrong order");

    /// <summary>
    /// The interval overlaps that of the <paramref name="stated"/> number: one as printed, with its rounding, or one
    /// from theory. The wider the interval, the easier this is met: show the bounds beside it.
    /// </summary>
    public static Criterion AgreesWith(Measurement stated) => new(
        stated.Low == stated.High
            ? $"interval contains {Show(stated.Value)}"
            : $"interval overlaps [{Show(stated.Low)}, {Show(stated.High)}]",
        e => e.Overlaps(stated), e => !e.Overlaps(stated));

    /// <summary>
    /// Some of the interval lies at <paramref name="threshold"/> or above: nothing rules the claim out. Right for an
    /// audit of printed numbers, too weak for an experiment.
    /// </summary>
    public static Criterion CanReach(double threshold) =>
        new($"interval reaches {Show(threshold)} or more", e => e.High >= threshold, e => e.High < threshold);

    /// <summary>Some of the interval lies at <paramref name="threshold"/> or below; see
    /// <see cref="CanReach"/>.</summary>
    public static Criterion CanStayBelow(double threshold) =>
        new($"interval reaches {Show(threshold)} or less", e => e.Low <= threshold, e => e.Low > threshold);

    /// <summary>
    /// Reproduced if the rule holds for the interval, contradicted if the interval lies wholly on the other side,
    /// undecided if it covers the threshold.
    /// </summary>
    public Verdict Judge(Measurement measurement) => _holds(measurement) ? Verdict.Reproduced
        : _isExcluded(measurement) ? Verdict.Contradicted
        : Verdict.Undecided;

    private static string Show(double x) => Math.Round(x, 10).ToString("0.##########", CultureInfo.InvariantCulture);
}
