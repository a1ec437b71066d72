using System.Globalization;
using System.Text.RegularExpressions;

namespace ResearchKit.Cli.Reproduction.Tolerance;

/// <summary>Compares two printed texts: their words must be equal, their numbers near.</summary>
internal static partial class TextNumbers
{
    /// <summary>The cells of an HTML table, or the lines of a text.</summary>
    public static IReadOnlyList<string> Pieces(string text) =>
        text.Contains("</td>", StringComparison.Ordinal)
            ? [.. CellEnd().Split(text).Select(piece => Tag().Replace(piece, "").Trim())]
            : [.. Tag().Replace(text, "\n").Split('\n').Select(line => line.Trim())];

    public static Difference Compare(string published, string found)
    {
        var (before, after) = (Pieces(published), Pieces(found));
        if (before.Count != after.Count) return Difference.Other($"{before.Count} cells or lines, now {after.Count}");
        return before.Zip(after, Piece).Aggregate(Difference.None, (largest, next) => largest.Max(next));
    }

    private static Difference Piece(string published, string found)
    {
        if (published == found) return Difference.None;
        string where = $"{published}, now {found}";
        if (Spaces().Replace(Number().Replace(published, "#"), "") != Spaces()
            .Replace(Number().Replace(found, "#"), ""))
            return Difference.Other(where);
        var (before, after) = (Values(published), Values(found));
        double scale = before.Max(number => Math.Abs(number.Value)), largest = 0;
        foreach (var (a, b) in before.Zip(after))
        {
            double rounding = Math.Max(1.01 * Math.Max(a.LastDigit, b.LastDigit), Deviation.TextRounding);
            double beyond = Math.Abs(a.Value - b.Value) - rounding;
            if (beyond > 0) largest = Math.Max(largest, scale > 0 ? beyond / scale : double.PositiveInfinity);
        }

        return new Difference(largest, where);
    }

    private static List<(double Value, double LastDigit)> Values(string text) =>
        [.. Number().Matches(text).Select(match =>
        {
            string digits = match.Value.Replace('−', '-');
            string exponent = match.Groups["exponent"].Value.Replace('−', '-');
            int power = (exponent.Length > 0 ? int.Parse(exponent, CultureInfo.InvariantCulture) : 0)
                - match.Groups["fraction"].Length;
            return (double.Parse(digits, CultureInfo.InvariantCulture), Math.Pow(10, power));
        })];

    [GeneratedRegex(@"[-−+]?\d+(\.(?<fraction>\d+))?([eE](?<exponent>[-−+]?\d+))?")]
    private static partial Regex Number();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex("</t[dh]>")]
    private static partial Regex CellEnd();

    // Columns of a printed table move with the width of their numbers.
    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
