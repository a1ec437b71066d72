using System.Text.Json.Nodes;
using ResearchKit.Figures;

namespace ResearchKit.Interop.PlotlyNet;

/// <summary>Reads an axis.</summary>
internal static class AxisReader
{
    /// <summary>Whether the axis grows from right to left or from top to bottom.</summary>
    public static bool IsReversed(JsonObject? axis) =>
        JsonValues.Text(axis?["autorange"]) == "reversed" || Range(axis) is [{ } first, { } second] && first > second;

    /// <exception cref="NotSupportedException">It is an axis that figures have not.</exception>
    public static Axis Read(JsonObject? axis)
    {
        if (axis is null) return new();
        if (JsonValues.Text(axis["overlaying"]) is not null)
            throw new NotSupportedException("a second axis over the first is shown interactively only");
        var isLog = JsonValues.Text(axis["type"]) == "log";
        var range = JsonValues.Text(axis["type"]) == "category" || IsReversed(axis) ? [] : Range(axis);
        double? End(int i) => range.Length == 2 && range[i] is { } end ? isLog ? Math.Pow(10, end) : end : null;
        return new()
        {
            Label = JsonValues.Title(axis), Scale = isLog ? AxisScale.Log : AxisScale.Linear,
            Min = End(0), Max = End(1),
            Categories = axis["categoryarray"] is JsonArray names ? [.. names.Select(JsonValues.Name)] : null,
            Visible = axis["visible"] is not { } visible || JsonValues.IsTrue(visible),
        };
    }

    private static double?[] Range(JsonObject? axis) =>
        [.. (axis?["range"] as JsonArray ?? []).Select(e => JsonValues.Number(e))];
}
