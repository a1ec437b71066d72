using System.Globalization;
using ResearchKit.Benchmarks;

namespace ResearchKit.Experiments;

/// <summary>A number with the bounds it is known to lie in, whatever they come from.</summary>
/// <param name="Value">The number.</param>
/// <param name="Low">Lower bound, at most <paramref name="Value"/>.</param>
/// <param name="High">Upper bound, at least <paramref name="Value"/>.</param>
/// <param name="Basis">Where the bounds come from: <c>95 % t interval over 10 seeds</c>, <c>exact</c>.</param>
public readonly record struct Measurement(double Value, double Low, double High, string Basis)
{
    /// <summary>A number without uncertainty: a count, or the outcome of exact arithmetic.</summary>
    public static Measurement Exact(double value) => new(value, value, value, "exact");

    /// <summary>A plain number is taken as exact.</summary>
    public static implicit operator Measurement(double value) => Exact(value);

    /// <summary>A number computed from printed ones.</summary>
    public static implicit operator Measurement(RoundingInterval interval) =>
        new((double)interval.Value, (double)interval.Low, (double)interval.High, "rounding of the printed numbers");

    /// <summary>A number as printed.</summary>
    public static implicit operator Measurement(ReportedValue number) => number.Interval;

    /// <summary>True when the bounds are ordered around the value and all three are finite.</summary>
    public bool IsValid => double.IsFinite(Low) && double.IsFinite(High) && Low <= Value && Value <= High;

    /// <summary>True when some number lies within the bounds of both.</summary>
    public bool Overlaps(Measurement other) => Low <= other.High && other.Low <= High;

    /// <summary>
    /// <c>0.312 [0.298, 0.326]</c>: as many decimals as show two significant digits of the half-width; the value
    /// alone, with up to four significant digits, when the bounds coincide.
    /// </summary>
    public override string ToString()
    {
        var half = (High - Low) / 2;
        var decimals = half > 0 ? Decimals(half, 2) : Decimals(Value, 4);
        if (!(half > 0)) return Text(Value, decimals, trim: true);
        return $"{Text(Value, decimals)} [{Text(Low, decimals)}, {Text(High, decimals)}]";
    }

    // Counts decades by multiplication: Math.Log10 comes from the C runtime and may round differently elsewhere.
    private static int Decimals(double x, int significant)
    {
        x = Math.Abs(x) * (1 + 1e-9); // a half-width of 0.1 that came out as 0.0999... still counts as 0.1
        if (!double.IsFinite(x) || x == 0) return 0;
        var decimals = significant - 1;
        for (; x >= 10 && decimals > 0; x /= 10) decimals--;
        for (; x < 1 && decimals < 15; x *= 10) decimals++;
        return decimals;
    }

    private static string Text(double x, int decimals, bool trim = false)
    {
        var text = x.ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        if (trim && text.Contains('.')) text = text.TrimEnd('0').TrimEnd('.');
        return text.StartsWith('-') && text.All(c => c is '-' or '0' or '.') ? text[1..] : text;
    }
}
