namespace ResearchKit.Figures;

/// <summary>The MIME types in which figures and tables are shown.</summary>
internal static class Mime
{
    internal const string Svg = "image/svg+xml";
    internal const string Plotly = "application/vnd.plotly.v1+json";
    internal const string Png = "image/png";
    internal const string PlainText = "text/plain";
    internal const string Html = "text/html";
    internal const string Markdown = "text/markdown";
    internal const string Latex = "text/latex";
    internal const string Csv = "text/csv";
}
