using ResearchKit.Figures;

namespace ResearchKit.Interop.Deedle;

/// <summary>Shows frames in notebooks.</summary>
internal sealed class FrameFormatterSource
{
    /// <summary>Called by reflection; see <see cref="TypeFormatterSourceAttribute"/>.</summary>
    public IEnumerable<object> CreateTypeFormatters() =>
    [
        new MimeFormatter<FrameDisplay>(Mime.Html, f => f.Table.ToHtml()),
        new MimeFormatter<FrameDisplay>(Mime.PlainText, f => f.Table.ToText()),
    ];
}
