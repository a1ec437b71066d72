using System.Text;

namespace ResearchKit.Figures.Rendering;

/// <summary>Draws a figure: title, legend, panels, color bars, caption.</summary>
internal sealed class SvgRenderer
{
    private const double Padding = 14;
    private const double LegendGap = 6;

    private readonly Figure _figure;
    private readonly IReadOnlyList<PanelView> _views;
    private readonly ColorBar? _sharedBar;
    private readonly Legend _legend;
    private readonly string _id;
    private readonly double _width;

    private SvgRenderer(Figure figure)
    {
        _figure = figure;
        _id = "rk-" + figure.Name;
        _width = figure.Width ?? (figure.Columns == 1 ? 640 : Math.Min(960, 320 * figure.Columns));
        _views = FigureViews.Create(figure, _id, _width, out _sharedBar);
        _legend = new Legend([.. _views.SelectMany(v => v.Legend)
            .Where(e => figure.Legend != LegendPlacement.Direct || e.Key != LegendKey.Line)
            .DistinctBy(e => e.Name)]);
    }

    internal static string Render(Figure figure, Provenance provenance) => new SvgRenderer(figure).Render(provenance);

    private string Render(Provenance provenance)
    {
        var placement = _figure.Legend;
        if (placement == LegendPlacement.Direct && !_legend.IsEmpty) placement = LegendPlacement.Top;
        if (_legend.IsEmpty || placement == LegendPlacement.Auto && _legend.Entries.Count < 2)
            placement = LegendPlacement.None;
        if (placement != LegendPlacement.Auto) return Draw(placement, provenance, out _);
        if (_views.Count > 1) return Draw(LegendPlacement.Top, provenance, out _);
        var inside = Draw(LegendPlacement.Auto, provenance, out var fits);
        if (fits) return inside;
        return Draw(_legend.Size(1).Width <= _width * 0.3 ? LegendPlacement.Right
            : LegendPlacement.Top, provenance, out _);
    }

    /// <summary>The drawing with the legend at a place; false if there is no room for it inside.</summary>
    private string Draw(LegendPlacement placement, Provenance provenance, out bool fits)
    {
        var body = new SvgWriter();
        var y = Padding;
        y = PaintTitle(body, y);
        var inner = _width - 2 * Padding;
        if (placement == LegendPlacement.Top)
        {
            var columns = _legend.ColumnsWithin(inner);
            _legend.Paint(body, Padding - LegendGap, y, columns, background: false, inner);
            y += _legend.Size(columns).Height;
        }
        var legendWidth = placement == LegendPlacement.Right
            ? Math.Min(_legend.Size(1).Width + LegendGap, inner * 0.5)
            : 0;
        var barWidth = _sharedBar?.Width(200) ?? 0;
        var direct = _figure.Legend == LegendPlacement.Direct
            ? DirectLabels.Width(_views, inner * 0.4 / _figure.Columns) : 0;
        var layout = new GridLayout(_views, _figure.Columns, _figure.PanelHeight);
        var right = Math.Max(legendWidth + barWidth, _views.All(v => v.IsImage) ? 0 : 4);
        var height = layout.Place(Padding, y, inner - right, direct);

        fits = PaintPanels(body, placement, direct);
        var edge = _width - Padding - right;
        if (placement == LegendPlacement.Right)
            _legend.Paint(body, edge + barWidth + LegendGap, _views[0].Box.Top - 4, 1, background: false, legendWidth);
        if (_sharedBar is not null) PaintSharedBar(body, edge);
        y += height;
        y = PaintCaption(body, y);
        return Document(body, y + Padding, provenance);
    }

    private double PaintTitle(SvgWriter svg, double y)
    {
        if (string.IsNullOrEmpty(_figure.Title)) return y;
        var style = TextStyle.Title;
        foreach (var line in RichText.Wrap(_figure.Title, _width - 2 * Padding, style.Size, bold: true))
        {
            svg.Text(Padding, y + style.Size * 0.85, line, style);
            y += style.LineHeight;
        }
        return y + 4;
    }

    private bool PaintPanels(SvgWriter svg, LegendPlacement placement, double direct)
    {
        var fits = true;
        for (var i = 0; i < _views.Count; i++)
        {
            var view = _views[i];
            svg.Raw("<g data-role=\"panel\">");
            var taken = view.Paint(svg, ClipId(i));
            if (view.ColorBar is { } bar) bar.Paint(svg, view.Box.Right, view.Box.Top, view.Box.Bottom);
            if (_figure.Legend == LegendPlacement.Direct) DirectLabels.Paint(svg, view, direct);
            if (placement == LegendPlacement.Auto)
            {
                if (LegendPlacer.Find(_legend, view.Box, taken) is var (box, columns))
                    _legend.Paint(svg, box.Left, box.Top, columns, background: true);
                else fits = false;
            }
            svg.Raw("</g>");
        }
        return fits;
    }

    private void PaintSharedBar(SvgWriter svg, double left)
    {
        double top = _views.Min(v => v.Box.Top), bottom = _views.Max(v => v.Box.Bottom);
        var height = Math.Min(bottom - top, Math.Max(240, _views.Max(v => v.Box.Height)));
        _sharedBar!.Paint(svg, left - 4, (top + bottom - height) / 2, (top + bottom + height) / 2);
    }

    private double PaintCaption(SvgWriter svg, double y)
    {
        if (string.IsNullOrEmpty(_figure.Caption)) return y;
        var style = TextStyle.Caption;
        y += 12;
        foreach (var line in RichText.Wrap(_figure.Caption, _width - 2 * Padding, style.Size))
        {
            svg.Text(Padding, y + style.Size * 0.85, line, style);
            y += style.LineHeight;
        }
        return y;
    }

    private string Document(SvgWriter body, double height, Provenance provenance)
    {
        var (w, h) = (NumberText.Pixels(_width), NumberText.Pixels(Math.Ceiling(height)));
        var svg = new SvgWriter();
        svg.Raw($"<svg xmlns=\"http://www.w3.org/2000/svg\" id=\"{_id}\" width=\"{w}\" height=\"{h}\" " +
            $"viewBox=\"0 0 {w} {h}\" role=\"img\" aria-labelledby=\"{_id}-title {_id}-desc\" " +
            $"font-family=\"{FontMetrics.Family}\" style=\"max-width:100%;height:auto\">");
        svg.Raw($"<title id=\"{_id}-title\">{SvgWriter.Escape(RichText.Plain(_figure.Title ?? _figure.Name))}</title>");
        svg.Raw($"<desc id=\"{_id}-desc\">{SvgWriter.Escape(_figure.Describe())}</desc>");
        svg.Raw($"<metadata>{SvgWriter.Escape(provenance.ToString())}</metadata>");
        svg.Raw($"<style>@media (prefers-color-scheme:dark){{{DarkRules()}}}</style>");
        svg.Raw("<defs>");
        for (var i = 0; i < _views.Count; i++)
        {
            svg.Raw($"<clipPath id=\"{ClipId(i)}\">");
            svg.Rect(_views[i].Box.Grow(_views[i].IsHeatmap ? 0 : 1.5), Palette.Page);
            svg.Raw("</clipPath>");
            if (_views[i].ColorBar is { } bar) svg.Raw(bar.Definition());
        }
        if (_sharedBar is not null) svg.Raw(_sharedBar.Definition());
        svg.Raw("</defs>");
        svg.Rect(new Box(0, 0, _width, Math.Ceiling(height)), Palette.Page, radius: 4);
        return svg + body.ToString() + "</svg>\n";
    }

    /// <summary>Rules are confined to this figure's id: a page may hold many, and they share class names.</summary>
    private string DarkRules()
    {
        var rules = new StringBuilder();
        foreach (var ink in Palette.All)
            rules.Append($"#{_id} .{ink.Class}{{fill:{ink.Dark}}}#{_id} .{ink.Class}-s{{stroke:{ink.Dark}}}");
        return rules.ToString();
    }

    private string ClipId(int panel) => $"{_id}-clip{panel}";
}
