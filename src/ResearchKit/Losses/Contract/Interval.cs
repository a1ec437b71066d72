using System.Globalization;

namespace ResearchKit.Losses.Contract;

/// <summary>An interval of numbers, written <c>[0, 0.5)</c> or <c>(0, inf)</c>.</summary>
/// <param name="Low">Lower end.</param>
/// <param name="LowClosed">Whether the lower end belongs to it.</param>
/// <param name="High">Upper end.</param>
/// <param name="HighClosed">Whether the upper end belongs to it.</param>
public readonly record struct Interval(double Low, bool LowClosed, double High, bool HighClosed)
{
    /// <summary>Whether <paramref name="x"/> is inside; NaN never is.</summary>
    public bool Contains(double x) => (LowClosed ? x >= Low : x > Low) && (HighClosed ? x <= High : x < High);

    /// <summary>Reads <c>[0, 0.5)</c>.</summary>
    /// <exception cref="FormatException">The text is not an interval.</exception>
    public static Interval Parse(string text)
    {
        var ends = text[1..^1].Split(',');
        if (ends.Length != 2 || text[0] is not ('[' or '(') || text[^1] is not (']' or ')'))
            throw new FormatException($"'{text}' is not an interval such as [0, 0.5) or (0, inf).");
        return new Interval(End(ends[0]), text[0] == '[', End(ends[1]), text[^1] == ']');
    }

    private static double End(string text) => text.Trim() switch
    {
        "inf" => double.PositiveInfinity,
        "-inf" => double.NegativeInfinity,
        var number => double.Parse(number, CultureInfo.InvariantCulture),
    };

    /// <summary>The interval as it is written.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{(LowClosed ? '[' : '(')}{Text(Low)}, {Text(High)}{(HighClosed ? ']' : ')')}");

    private static string Text(double x) => double.IsInfinity(x)
        ? (x > 0 ? "inf" : "-inf")
        : x.ToString(CultureInfo.InvariantCulture);
}
