using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Deedle;
using ResearchKit.Figures;

namespace ResearchKit.Interop.Deedle;

/// <summary>Shows frames in notebooks.</summary>
internal sealed class FrameFormatterSource
{
    private static readonly IMimeFormatter[] All =
    [
        new MimeFormatter<FrameDisplay>(Mime.Html, f => f.Table.ToHtml()),
        new MimeFormatter<FrameDisplay>(Mime.PlainText, f => f.Table.ToText()),
    ];

    /// <summary>Called by reflection; see <see cref="TypeFormatterSourceAttribute"/>.</summary>
    public IEnumerable<object> CreateTypeFormatters() => All;

    /// <summary>A notebook in .NET Interactive that uses anything of this assembly shows frames, too.</summary>
    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "#r calls nothing; elsewhere this does nothing")]
    internal static void Register() => InteractiveFormatters.Register(typeof(Frame<,>), FrameDisplay.Of, All);
}
