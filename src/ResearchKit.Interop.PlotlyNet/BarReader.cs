using System.Collections.Immutable;
using System.Text.Json.Nodes;
using ResearchKit.Figures;

namespace ResearchKit.Interop.PlotlyNet;

/// <summary>Reads bars.</summary>
/// <param name="omissions">Takes what is not drawn.</param>
internal sealed class BarReader(Omissions omissions)
{
    /// <summary>Whether bars go from left to right.</summary>
    public static bool IsHorizontal(JsonObject bars) => JsonValues.Text(bars["orientation"]) == "h";

    /// <exception cref="NotSupportedException">The bars are none that a figure has.</exception>
    public BarTrace Read(JsonObject trace)
    {
        var (along, across) = IsHorizontal(trace) ? ("x", "y") : ("y", "x");
        var name = TraceReader.Name(trace);
        if (JsonValues.Numbers(trace["base"]).Any(b => b != 0) || JsonValues.Number(trace["base"]) is not (null or 0))
            throw new NotSupportedException("bars that do not begin at zero are shown interactively only");
        var values = JsonValues.Numbers(trace[along]);
        var categories = Categories(trace[across] as JsonArray, values.Length);
        if (categories.Length != values.Length)
            throw new NotSupportedException($"'{name}' has {categories.Length} categories and {values.Length} values");
        var error = ErrorBars.Read(trace["error_" + along], values);
        omissions.Add(!error.Up.SequenceEqual(error.Down), "lower ends of error bars");
        var hasTexts = trace["text"] is not null && JsonValues.Text(trace["textposition"]) is not "none";
        omissions.Add(hasTexts, "texts on bars");
        omissions.Add(trace["marker"]?["color"] is JsonArray, "colors of single bars");
        return InOrder(new(name, categories, values) { Error = error.Up }, trace[across]);
    }

    private ImmutableArray<string> Categories(JsonArray? given, int count)
    {
        if (given is null) return [.. Enumerable.Range(0, count).Select(i => FormattableString.Invariant($"{i}"))];
        TraceReader.RejectLevels(given);
        return Dates.Shorten(JsonValues.Names(given), omissions);
    }

    /// <summary>Bars at numbers stand in the order of the numbers.</summary>
    private BarTrace InOrder(BarTrace bars, JsonNode? places)
    {
        if (places is not JsonArray || JsonValues.AreNames(places)) return bars;
        var at = JsonValues.Numbers(places);
        int[] order = [.. Enumerable.Range(0, at.Length).OrderBy(i => at[i])];
        var steps = order.Zip(order.Skip(1), (a, b) => at[b] - at[a]).ToArray();
        omissions.Add(steps.Length > 0 && steps.Max() - steps.Min() > 1e-6 * steps.Max(), "distances between bars");
        return new(bars.Name, [.. order.Select(i => bars.Categories[i])], [.. order.Select(i => bars.Values[i])])
        {
            Error = bars.Error.IsEmpty ? [] : [.. order.Select(i => bars.Error[i])],
        };
    }
}
