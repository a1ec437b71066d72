using System.Collections.Immutable;

namespace ResearchKit.Figures;

/// <summary>A picture; its panel has no axes and keeps the picture's proportions.</summary>
/// <param name="Pixels">Red, green and blue, 8 bits each: <c>[height, width, 3]</c>, top row first.</param>
/// <param name="Width">Pixels per row.</param>
/// <param name="Height">Rows.</param>
public sealed record ImageTrace(ImmutableArray<byte> Pixels, int Width, int Height) : Trace("")
{
    /// <summary>What the picture shows, for readers who cannot see it.</summary>
    public string? AltText { get; init; }
}
