using System.Collections.Immutable;
using System.Globalization;

namespace ResearchKit.Interop.PlotlyNet;

/// <summary>Dates as names of categories, since figures have no axis of time.</summary>
internal static class Dates
{
    private const string Midnight = "T00:00:00";

    /// <summary>Days without their midnight; that their distances are lost is noted where they differ.</summary>
    public static ImmutableArray<string> Shorten(ImmutableArray<string> names, Omissions omissions)
    {
        if (names.IsEmpty || names.Any(n => Parse(n) is null)) return names;
        var steps = names.Zip(names.Skip(1), (a, b) => Parse(b)!.Value - Parse(a)!.Value).Distinct().Take(2);
        omissions.Add(steps.Count() > 1, "distances between dates");
        return names.All(n => n.EndsWith(Midnight, StringComparison.Ordinal))
            ? [.. names.Select(n => n[..^Midnight.Length])] : names;
    }

    // Years first: names such as "May" or "1/2" are none.
    private static DateTime? Parse(string name) =>
        name.Length >= 10 && name[4] == '-' && DateTime.TryParse(name, CultureInfo.InvariantCulture,
            DateTimeStyles.RoundtripKind, out var date) ? date : null;
}
