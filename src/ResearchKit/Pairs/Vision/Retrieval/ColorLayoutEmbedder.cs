using ResearchKit.Imaging;

namespace ResearchKit.Pairs.Vision.Retrieval;

/// <summary>
/// Which colors lie where: the mean color of each cell of a grid, from -1 to 1 per channel. The classical descriptor in
/// place of a trained encoder: alike are images of the same place with things of like colors at like spots.
/// </summary>
/// <param name="cells">Cells along either side, at least 1.</param>
public sealed class ColorLayoutEmbedder(int cells = 6) : IImageEmbedder
{
    private readonly int _cells = cells >= 1 ? cells
        : throw new ArgumentOutOfRangeException(nameof(cells), cells, "a grid has at least one cell");

    /// <inheritdoc/>
    public float[] Embed(RgbImage image) =>
        [.. image.Resize(_cells, _cells, Interpolation.Area).Pixels.Select(p => (p - 127.5f) / 127.5f)];
}
