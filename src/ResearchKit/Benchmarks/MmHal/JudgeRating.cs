using System.Text.RegularExpressions;

namespace ResearchKit.Benchmarks.MmHal;

/// <summary>Reads the rating, 0 to 6, out of a judge's reply.</summary>
public static partial class JudgeRating
{
    /// <summary>
    /// As MMHal-Bench's script does: the digit behind <c>rating: </c> in lower case, if exactly one of 0 to 6 occurs
    /// so; null for none or several. <c>Rating: 3 ... Rating: 3</c> is 3; <c>rating:3</c> and <c>**Rating**: 3</c> are
    /// none.
    /// </summary>
    public static int? ReadOfficial(string reply)
    {
        int? found = null;
        var lower = reply.ToLowerInvariant();
        for (var rating = 0; rating <= 6; rating++)
        {
            if (!lower.Contains($"rating: {rating}", StringComparison.Ordinal)) continue;
            if (found is not null) return null;
            found = rating;
        }
        return found;
    }

    /// <summary>As a person reads it: the last rating from 0 to 6 that the reply gives.</summary>
    public static int? Read(string reply) =>
        Last().Matches(reply) is { Count: > 0 } all ? all[^1].Groups[1].Value[0] - '0' : null;

    [GeneratedRegex(@"\brating\W{0,6}(?:is\W{0,4})?([0-6])(?![.\d]*\d)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Last();
}
