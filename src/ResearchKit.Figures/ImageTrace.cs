namespace ResearchKit.Figures;

/// <summary>An image; its panel has no axes and keeps the image's proportions.</summary>
/// <param name="Width">Pixels per row.</param>
/// <param name="Height">Rows.</param>
/// <param name="Pixels"><c>[height, width, 3]</c>: red, green and blue; a copy that nobody else writes to.</param>
public sealed record ImageTrace(int Width, int Height, byte[] Pixels) : Trace("")
{
    /// <summary>What the image shows, for readers who cannot see it.</summary>
    public string? AltText { get; init; }
}
