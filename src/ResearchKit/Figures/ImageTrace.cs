using ResearchKit.Imaging;

namespace ResearchKit.Figures;

/// <summary>A picture; its panel has no axes and keeps the picture's proportions.</summary>
/// <param name="Picture">The picture; a copy that nobody else writes to.</param>
public sealed record ImageTrace(RgbImage Picture) : Trace("")
{
    /// <summary>What the picture shows, for readers who cannot see it.</summary>
    public string? AltText { get; init; }
}
