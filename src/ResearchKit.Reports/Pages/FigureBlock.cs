using ResearchKit.Reports.Results;
using static ResearchKit.Reports.Pages.Page;

namespace ResearchKit.Reports.Pages;

/// <summary>A figure in both forms with its data.</summary>
internal static class FigureBlock
{
    public static string Html(FigureResult figure)
    {
        var files = $"figures/{figure.Key}";
        var (width, height) = figure.Size;
        var drawing = figure.SvgPath is null
            ? "<p class=\"quiet\">This chart has an interactive form only.</p>"
            : $"<img src=\"{files}.svg\" alt=\"{Text(figure.Description)}\" width=\"{width}\" height=\"{height}\" "
                + "loading=\"lazy\">";
        var svg = figure.SvgPath is null ? "" : $"<a href=\"{files}.svg\">SVG</a>\n";
        return $"""
            <figure class="result" id="figure-{figure.Name}" data-figure="{figure.Key}">
            <div class="drawing">{drawing}</div>
            <div class="chart" role="group" aria-label="{Text(figure.Title)}, interactive" tabindex="0" hidden></div>
            <figcaption>
            <button type="button" class="form" aria-pressed="false">Interactive</button>
            {svg}<a href="{files}.csv" download>Data (CSV)</a>
            <a href="#figure-{figure.Name}" class="quiet">{figure.Name}</a>
            </figcaption>
            </figure>

            """;
    }
}
