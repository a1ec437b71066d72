using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Plotly.NET;
using ResearchKit.Figures;

namespace ResearchKit.Interop.PlotlyNet;

/// <summary>Shows Plotly.NET's charts in notebooks: a drawing and an image where there are any, the interactive
/// chart, and words.</summary>
internal sealed class PlotlyNetFormatterSource
{
    private static readonly IMimeFormatter[] All =
    [
        new ChartFormatter(Mime.Svg, c => c.Figure?.ToSvg()),
        new ChartFormatter(Mime.Plotly, c => c.ToPlotlyJson()),
        new ChartFormatter(Mime.Png, c => c.Figure is { } figure ? Convert.ToBase64String(figure.ToPng()) : null),
        new ChartFormatter(Mime.PlainText, c => c.ToString()),
    ];

    /// <summary>Called by reflection; see <see cref="TypeFormatterSourceAttribute"/>.</summary>
    public IEnumerable<object> CreateTypeFormatters() => All;

    /// <summary>A notebook in .NET Interactive that uses anything of this assembly shows charts, too.</summary>
    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "#r calls nothing; elsewhere this does nothing")]
    internal static void Register() =>
        InteractiveFormatters.Register(typeof(GenericChart), PlotlyNetChart.Of, All);

    /// <summary>As <see cref="MimeFormatter{T}"/>, for charts with a name and without, and for forms that some
    /// lack.</summary>
    internal sealed class ChartFormatter(string mimeType, Func<PlotlyNetChart, string?> format) : IMimeFormatter
    {
        /// <inheritdoc/>
        public string MimeType { get; } = mimeType;

        /// <inheritdoc/>
        public bool Format(object instance, TextWriter writer)
        {
            var chart = instance as PlotlyNetChart ?? (instance as PlotlyNetChart.Untitled)?.Chart;
            if (chart is null || format(chart) is not { } text) return false;
            writer.Write(text);
            return true;
        }
    }
}
