using System.Text;
using ResearchKit.Figures.Rendering;

namespace ResearchKit.Figures.Svg;

/// <summary>Writes a figure's layout as SVG.</summary>
internal static class SvgDocument
{
    // Texts of the figure are escaped, so that none of them can look like this.
    private const string Slot = "<metadata/>";

    internal static TextWithProvenance Write(FigureLayout layout)
    {
        var figure = layout.Figure;
        var (w, h) = (NumberText.Pixels(layout.Width), NumberText.Pixels(layout.Height));
        var (width, height) = figure.Paper is null ? (w, h)
            : (Inches(layout.Width), Inches(layout.Height));
        var id = layout.Id;
        var svg = new SvgWriter();
        svg.Raw($"<svg xmlns=\"http://www.w3.org/2000/svg\" id=\"{id}\" width=\"{width}\" height=\"{height}\" " +
            $"viewBox=\"0 0 {w} {h}\" role=\"img\" aria-labelledby=\"{id}-title {id}-desc\" " +
            $"font-family=\"{(figure.Paper is null ? FontMetrics.Family : FontFaces.Family(id))}\" " +
            "style=\"max-width:100%;height:auto\">");
        svg.Raw($"<title id=\"{id}-title\">{SvgWriter.Escape(RichText.Plain(figure.Title ?? figure.Name))}</title>");
        svg.Raw($"<desc id=\"{id}-desc\">{SvgWriter.Escape(figure.Describe())}</desc>");
        svg.Raw(Slot);
        svg.Raw(figure.Paper is null ? $"<style>@media (prefers-color-scheme:dark){{{DarkRules(id)}}}</style>"
            : $"<style>{FontFaces.Rules(id, layout.Shapes)}</style>");
        svg.Raw("<defs>");
        Definitions(svg, layout.Shapes);
        svg.Raw("</defs>");
        svg.Write(layout.Shapes);
        return TextWithProvenance.Split(svg + "</svg>\n", Slot);
    }

    internal static string Text(Provenance provenance) =>
        $"<metadata>{SvgWriter.Escape(provenance.ToString())}</metadata>";

    private static void Definitions(SvgWriter svg, IEnumerable<Shape> shapes)
    {
        foreach (var shape in shapes)
            switch (shape)
            {
                case GroupShape group:
                    if (group.Clip is var (box, id))
                    {
                        svg.Raw($"<clipPath id=\"{id}\">");
                        svg.Rect(new RectShape(box, Palette.Page, 1, 0));
                        svg.Raw("</clipPath>");
                    }
                    Definitions(svg, group.Shapes);
                    break;
                case GradientShape gradient:
                    svg.Raw($"<linearGradient id=\"{gradient.Id}\" x1=\"0\" y1=\"1\" x2=\"0\" y2=\"0\">" +
                        string.Concat(gradient.Scale.Stops().Select(s =>
                            $"<stop offset=\"{NumberText.Data(s.Offset)}\" stop-color=\"{s.Color}\"/>")) +
                        "</linearGradient>");
                    break;
            }
    }

    private static string Inches(double pixels) => NumberText.Pixels(pixels * PaperSize.PointsPerPixel / 72) + "in";

    /// <summary>Rules are confined to this figure's id: a page may hold many, and they share class names.</summary>
    private static string DarkRules(string id)
    {
        var rules = new StringBuilder();
        foreach (var ink in Palette.All)
            rules.Append($"#{id} .{ink.Class}{{fill:{ink.Dark}}}#{id} .{ink.Class}-s{{stroke:{ink.Dark}}}");
        return rules.ToString();
    }
}
