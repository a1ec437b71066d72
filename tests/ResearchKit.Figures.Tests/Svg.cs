using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using ResearchKit.Figures.Rendering;

namespace ResearchKit.Figures.Tests;

/// <summary>What a drawing holds, read back from its text.</summary>
internal sealed partial class Svg
{
    private static readonly XNamespace Ns = "http://www.w3.org/2000/svg";

    internal Svg(Figure figure) => Root = XDocument.Parse(figure.ToSvg()).Root!;

    internal XElement Root { get; }

    internal Box Canvas => new(0, 0, Number(Root, "width"), Number(Root, "height"));

    internal IEnumerable<XElement> Elements(string name) => Root.Descendants(Ns + name);

    internal IEnumerable<XElement> Role(string role) =>
        Root.Descendants(Ns + "g").Where(g => (string?)g.Attribute("data-role") == role);

    /// <summary>Each text with the box around it (of a rotated one: around all four corners).</summary>
    internal IEnumerable<(string Text, Box Box, double Angle)> Texts => Elements("text").Select(Place);

    internal static (string Text, Box Box, double Angle) Place(XElement text)
    {
        double size = Number(text, "font-size"), x = Number(text, "x"), y = Number(text, "y");
        var bold = (string?)text.Attribute("font-weight") == "bold";
        var width = text.Nodes().Sum(n => n switch
        {
            XText t => FontMetrics.Width(t.Value, size, bold),
            XElement e when e.Name == Ns + "tspan" =>
                FontMetrics.Width(e.Value, e.Attribute("font-size") is null ? size : Number(e, "font-size"), bold),
            _ => 0,
        });
        var left = (string?)text.Attribute("text-anchor") switch
        {
            "middle" => x - width / 2,
            "end" => x - width,
            _ =>
            x
        };
        double top = y - 0.74 * size, bottom = y + 0.21 * size;
        var content =
            string.Concat(text.Nodes()
                .Select(n => n is XText t ? t.Value : n is XElement e && e.Name == Ns + "tspan" ? e.Value : ""));
        if (text.Attribute("transform") is not { } transform)
            return (content, new Box(left, top, left + width, bottom), 0);
        var angle = double.Parse(Rotation().Match(transform.Value).Groups[1].Value, CultureInfo.InvariantCulture);
        var (sin, cos) = Math.SinCos(angle * Math.PI / 180);
        (double X, double Y)[] corners =
            [.. new[] { (left, top), (left + width, top), (left, bottom), (left + width, bottom) }
            .Select(c =>
                (x + (c.Item1 - x) * cos - (c.Item2 - y) * sin, y + (c.Item1 - x) * sin + (c.Item2 - y) * cos))];
        return (content,
            new Box(corners.Min(c => c.X), corners.Min(c => c.Y), corners.Max(c => c.X), corners.Max(c => c.Y)), angle);
    }

    internal static Box Rect(XElement rect) =>
        Box.At(Number(rect, "x"), Number(rect, "y"), Number(rect, "width"), Number(rect, "height"));

    /// <summary>The vertices of paths made of straight strokes.</summary>
    internal static (double X, double Y)[] Vertices(XElement path) =>
        [.. Point().Matches((string)path.Attribute("d")!)
            .Select(m => (Parse(m.Groups[1].Value), Parse(m.Groups[2].Value)))];

    internal static double Number(XElement element, string attribute) => Parse((string)element.Attribute(attribute)!);

    private static double Parse(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"rotate\(([-0-9.]+)")]
    private static partial Regex Rotation();

    [GeneratedRegex(@"[ML]([-0-9.]+) ([-0-9.]+)")]
    private static partial Regex Point();
}
