namespace ResearchKit.Figures;

/// <summary>Shows figures in notebooks: a drawing, an interactive chart, an image, and words.</summary>
internal sealed class FigureFormatterSource
{
    /// <summary>Called by reflection; see <see cref="TypeFormatterSourceAttribute"/>.</summary>
    public IEnumerable<object> CreateTypeFormatters() =>
    [
        new MimeFormatter<Figure>(Mime.Svg, f => f.ToSvg()),
        new MimeFormatter<Figure>(Mime.Plotly, f => f.ToPlotlyJson()),
        new MimeFormatter<Figure>(Mime.Png, f => Convert.ToBase64String(f.ToPng())),
        new MimeFormatter<Figure>(Mime.PlainText, f => f.Describe()),
    ];
}
