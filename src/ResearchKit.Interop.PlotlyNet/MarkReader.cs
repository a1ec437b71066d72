using System.Text.Json.Nodes;
using ResearchKit.Figures;

namespace ResearchKit.Interop.PlotlyNet;

/// <summary>Reads the shapes and annotations of a layout that our figures have: lines and ranges across a panel, and
/// notes at points of it.</summary>
/// <param name="layout">The chart's layout.</param>
/// <param name="omissions">Takes what is not drawn.</param>
internal sealed class MarkReader(JsonObject layout, Omissions omissions)
{
    private int _read;

    /// <summary>The marks of one panel.</summary>
    /// <param name="x">The name of its horizontal axis, <c>x2</c>.</param>
    /// <param name="y">The name of its vertical axis.</param>
    public IEnumerable<Mark> Read(string x, string y)
    {
        Mark[] marks = [.. Parts("shapes").Select(s => Shape(s, x, y)).Concat(Parts("annotations")
            .Select(a => Note(a, x, y))).OfType<Mark>()];
        _read += marks.Length;
        return marks;
    }

    /// <summary>Notes what no panel has read.</summary>
    public void NoteOthers() =>
        omissions.Add(Parts("shapes").Count() + Parts("annotations").Count() > _read, "some shapes or annotations");

    private IEnumerable<JsonObject> Parts(string name) => (layout[name] as JsonArray ?? []).OfType<JsonObject>()
        .Where(p => p["visible"] is not { } visible || JsonValues.IsTrue(visible));

    private static Mark? Shape(JsonObject shape, string x, string y)
    {
        var (xref, yref) = (JsonValues.Text(shape["xref"]) ?? "x", JsonValues.Text(shape["yref"]) ?? "y");
        var vertical = xref == x && IsAcross(yref, y);
        var horizontal = yref == y && IsAcross(xref, x);
        var letter = vertical ? "x" : "y";
        if (vertical == horizontal || JsonValues.Number(shape[letter + "0"]) is not { } from
            || JsonValues.Number(shape[letter + "1"]) is not { } to) return null;
        return JsonValues.Text(shape["type"]) switch
        {
            "line" when from == to => new ReferenceLine(vertical, from, ""),
            "rect" => new ShadedRange(vertical, Math.Min(from, to), Math.Max(from, to), ""),
            _ => null,
        };
    }

    private Note? Note(JsonObject annotation, string x, string y)
    {
        if ((JsonValues.Text(annotation["xref"]) ?? "x") != x || (JsonValues.Text(annotation["yref"]) ?? "y") != y
            || JsonValues.Text(annotation["text"]) is not { } text
            || Place(annotation["x"], "xaxis" + x[1..]) is not { } atX
            || Place(annotation["y"], "yaxis" + y[1..]) is not { } atY) return null;
        return new(atX, atY, JsonValues.Plain(text).Trim(),
            Arrow: annotation["showarrow"] is not { } arrow || JsonValues.IsTrue(arrow));
    }

    // Annotations, unlike shapes, have the logarithm on such an axis. Names of categories are not looked for.
    private double? Place(JsonNode? value, string axis) =>
        value?.GetValueKind() == System.Text.Json.JsonValueKind.Number && JsonValues.Number(value) is { } number
        ? JsonValues.Text(layout[axis]?["type"]) == "log" ? Math.Pow(10, number) : number
        : null;

    private static bool IsAcross(string reference, string axis) =>
        reference == "paper" || reference == axis + " domain";
}
