using System.Text.Json.Nodes;
using ResearchKit.Figures;

namespace ResearchKit.Interop.PlotlyNet;

/// <summary>Reads the shapes of a layout that our figures have: lines and ranges across a panel.</summary>
internal static class MarkReader
{
    /// <param name="shapes">All shapes.</param>
    /// <param name="axis">The number of the panel's axes, empty for the first.</param>
    public static IEnumerable<Mark> Read(JsonArray shapes, string axis)
    {
        foreach (var shape in shapes.OfType<JsonObject>())
        {
            var (xref, yref) = (JsonValues.Text(shape["xref"]) ?? "x", JsonValues.Text(shape["yref"]) ?? "y");
            var vertical = xref == "x" + axis && IsAcross(yref, "y" + axis);
            var horizontal = yref == "y" + axis && IsAcross(xref, "x" + axis);
            var letter = vertical ? "x" : "y";
            if (vertical == horizontal || JsonValues.Number(shape[letter + "0"]) is not { } from
                || JsonValues.Number(shape[letter + "1"]) is not { } to) continue;
            if (JsonValues.Text(shape["type"]) == "line" && from == to)
                yield return new ReferenceLine(vertical, from, "");
            else if (JsonValues.Text(shape["type"]) == "rect")
                yield return new ShadedRange(vertical, Math.Min(from, to), Math.Max(from, to), "");
        }
    }

    private static bool IsAcross(string reference, string axis) =>
        reference == "paper" || reference == axis + " domain";
}
