using ResearchKit.Figures;

namespace ResearchKit.Interop.PlotlyNet;

/// <summary>Shows Plotly.NET's charts in notebooks: a drawing and an image where there are any, the interactive
/// chart, and words.</summary>
internal sealed class PlotlyNetFormatterSource
{
    /// <summary>Called by reflection; see <see cref="TypeFormatterSourceAttribute"/>.</summary>
    public IEnumerable<object> CreateTypeFormatters() =>
    [
        new ChartFormatter(Mime.Svg, c => c.Figure?.ToSvg()),
        new ChartFormatter(Mime.Plotly, c => c.ToPlotlyJson()),
        new ChartFormatter(Mime.Png, c => c.Figure is { } figure ? Convert.ToBase64String(figure.ToPng()) : null),
        new ChartFormatter(Mime.PlainText, c => c.ToString()),
    ];

    /// <summary>As <see cref="MimeFormatter{T}"/>, for charts with a name and without, and for forms that some
    /// lack.</summary>
    internal sealed class ChartFormatter(string mimeType, Func<PlotlyNetChart, string?> format)
    {
        /// <summary>The MIME type of what <see cref="Format"/> writes.</summary>
        public string MimeType { get; } = mimeType;

        /// <summary>Writes the chart; false if it has no such form.</summary>
        public bool Format(object instance, TextWriter writer)
        {
            var chart = instance as PlotlyNetChart ?? (instance as PlotlyNetChart.Untitled)?.Chart;
            if (chart is null || format(chart) is not { } text) return false;
            writer.Write(text);
            return true;
        }
    }
}
