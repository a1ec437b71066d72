using System.Collections.Immutable;
using System.Text.Json.Nodes;
using ResearchKit.Figures;

namespace ResearchKit.Interop.PlotlyNet;

/// <summary>Where the panels of a chart stand: by its grid, or by the parts of the page that its axes take.</summary>
internal static class PanelGrid
{
    private static readonly Panel Gap = new() { X = new() { Visible = false }, Y = new() { Visible = false } };

    /// <summary>The panels row by row, empty ones in the gaps, and the number of columns.</summary>
    /// <param name="layout">The chart's layout.</param>
    /// <param name="panels">Each panel with the names of its axes, <c>x2</c> and <c>y2</c>.</param>
    public static (ImmutableArray<Panel> Panels, int Columns) Arrange(
        JsonObject layout, IReadOnlyList<(string X, string Y, Panel Panel)> panels)
    {
        var cells = layout["grid"] is JsonObject grid && JsonValues.Number(grid["columns"]) is >= 1 and var columns
            ? InGrid(grid, (int)columns, panels) : ByDomain(layout, panels);
        if (cells.Values.Distinct().Count() < panels.Count) // two in one place: one below the other, at least whole
            return ([.. panels.Select(p => p.Panel)], 1);
        var (rows, width) = (cells.Keys.Max(c => c.Row) + 1, cells.Keys.Max(c => c.Column) + 1);
        var all = Enumerable.Range(0, rows * width).Select(i => cells.GetValueOrDefault((i / width, i % width), Gap))
            .ToList();
        while (ReferenceEquals(all[^1], Gap)) all.RemoveAt(all.Count - 1);
        return ([.. all], width);
    }

    private static Dictionary<(int Row, int Column), Panel> InGrid(
        JsonObject grid, int columns, IReadOnlyList<(string X, string Y, Panel Panel)> panels)
    {
        var upwards = JsonValues.Text(grid["roworder"]) == "bottom to top";
        var rows = (int)(JsonValues.Number(grid["rows"]) ?? 1);
        // Coupled panels of a column share the horizontal axis, those of a row the vertical one.
        var coupled = JsonValues.Text(grid["pattern"]) is not "independent";
        var cells = new Dictionary<(int, int), Panel>();
        foreach (var (x, y, panel) in panels)
        {
            var (row, column) = coupled ? (Number(y), Number(x)) : (Number(x) / columns, Number(x) % columns);
            cells[(upwards ? rows - 1 - row : row, column)] = panel;
        }
        return cells;
    }

    private static Dictionary<(int Row, int Column), Panel> ByDomain(
        JsonObject layout, IReadOnlyList<(string X, string Y, Panel Panel)> panels)
    {
        double[] lefts = [.. panels.Select(p => Start(layout["xaxis" + p.X[1..]]))];
        double[] bottoms = [.. panels.Select(p => Start(layout["yaxis" + p.Y[1..]]))];
        double[] columns = [.. lefts.Distinct().Order()], rows = [.. bottoms.Distinct().OrderDescending()];
        var cells = new Dictionary<(int, int), Panel>();
        for (var i = 0; i < panels.Count; i++)
            cells[(Array.IndexOf(rows, bottoms[i]), Array.IndexOf(columns, lefts[i]))] = panels[i].Panel;
        return cells;
    }

    private static double Start(JsonNode? axis) =>
        Math.Round(JsonValues.Number((axis?["domain"] as JsonArray)?.FirstOrDefault()) ?? 0, 2);

    // From 0: "x" is the first, "x2" the second.
    private static int Number(string axis) => axis.Length == 1 ? 0 : int.Parse(axis.AsSpan(1)) - 1;
}
