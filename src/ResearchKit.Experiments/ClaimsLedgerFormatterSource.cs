using ResearchKit.Figures;

namespace ResearchKit.Experiments;

/// <summary>Shows a ledger in notebooks as its table.</summary>
internal sealed class ClaimsLedgerFormatterSource
{
    /// <summary>Called by reflection; see <see cref="TypeFormatterSourceAttribute"/>.</summary>
    public IEnumerable<object> CreateTypeFormatters() =>
    [
        new MimeFormatter<ClaimsLedger>(Mime.Html, l => l.ToTable().ToHtml()),
        new MimeFormatter<ClaimsLedger>(Mime.PlainText, l => l.ToTable().ToText()),
        new MimeFormatter<ClaimsLedger>(Mime.Markdown, l => l.ToTable().ToMarkdown()),
    ];
}
