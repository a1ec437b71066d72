namespace ResearchKit.Figures;

/// <summary>Shows tables in notebooks; Markdown, LaTeX and CSV on request.</summary>
internal sealed class TableFormatterSource
{
    /// <summary>Called by reflection; see <see cref="TypeFormatterSourceAttribute"/>.</summary>
    public IEnumerable<object> CreateTypeFormatters() =>
    [
        new MimeFormatter<Table>(Mime.Html, t => t.ToHtml()),
        new MimeFormatter<Table>(Mime.PlainText, t => t.ToText()),
        new MimeFormatter<Table>(Mime.Markdown, t => t.ToMarkdown()),
        new MimeFormatter<Table>(Mime.Latex, t => t.ToLatex()),
        new MimeFormatter<Table>(Mime.Csv, t => t.ToCsv()),
    ];
}
