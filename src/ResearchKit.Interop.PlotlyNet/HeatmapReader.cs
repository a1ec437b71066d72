using System.Collections.Immutable;
using System.Text.Json.Nodes;
using ResearchKit.Figures;

namespace ResearchKit.Interop.PlotlyNet;

/// <summary>Reads heat maps.</summary>
/// <param name="layout">The chart's layout, where shared scales of color are.</param>
/// <param name="fromTop">Whether the vertical axis grows downwards, so that the first row is at the top.</param>
/// <param name="omissions">Takes what is not drawn.</param>
internal sealed class HeatmapReader(JsonObject layout, bool fromTop, Omissions omissions)
{
    /// <exception cref="NotSupportedException">The map is none that a figure has.</exception>
    public HeatmapTrace Read(JsonObject trace)
    {
        var rows = (trace["z"] as JsonArray ?? []).Select(JsonValues.Numbers).ToArray();
        if (rows.Length == 0 || rows[0].Length == 0 || rows.Any(r => r.Length != rows[0].Length))
            throw new NotSupportedException(
                $"the heat map '{TraceReader.Name(trace)}' has rows of different lengths, or none");
        if (JsonValues.IsTrue(trace["transpose"]))
            rows = [.. Enumerable.Range(0, rows[0].Length).Select(c => rows.Select(r => r[c]).ToImmutableArray())];
        omissions.Add(JsonValues.Text(trace["texttemplate"]) is not null, "texts in cells");
        var (columnNames, names) = (Labels(trace["x"], rows[0].Length), Labels(trace["y"], rows.Length));
        if (!fromTop) (rows, names) = ([.. rows.Reverse()], [.. names.Reverse()]); // Plotly begins at the bottom
        var shared = JsonValues.Text(trace["coloraxis"]) is { } id ? layout[id] as JsonObject : null;
        var (scale, prefix) = shared is null ? (trace, "z") : (shared, "c");
        var middle = JsonValues.Number(scale[prefix + "mid"]);
        return new(names, columnNames, [.. rows.SelectMany(r => r)])
        {
            Label = JsonValues.Title(scale["colorbar"] as JsonObject ?? []),
            Min = JsonValues.Number(scale[prefix + "min"]), Max = JsonValues.Number(scale[prefix + "max"]),
            Map = middle is null ? ColorMap.Sequential : ColorMap.Diverging, Center = middle ?? 0,
        };
    }

    private static ImmutableArray<string> Labels(JsonNode? names, int count) =>
        JsonValues.Names(names) is { } given && given.Length == count
        ? given
        : [.. Enumerable.Range(0, count).Select(i => FormattableString.Invariant($"{i}"))];
}
