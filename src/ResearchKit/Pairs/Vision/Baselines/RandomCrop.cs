using ResearchKit.Datasets;
using ResearchKit.Imaging;

namespace ResearchKit.Pairs.Vision.Baselines;

/// <summary>
/// A random part of the image, enlarged to its size: mDPO (Wang et al. 2024) keeps up to a fifth of the area. The
/// part's width is 3/4 to 4/3 of its height, as in torchvision's RandomResizedCrop, here drawn uniformly.
/// </summary>
/// <param name="Least">Smallest share of the area that is kept, above 0.</param>
/// <param name="Most">Largest share, at most 1.</param>
public sealed record RandomCrop(double Least = 0.01, double Most = 0.2) : ImageBaseline
{
    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">The shares are not 0 &lt; Least &lt;= Most &lt;= 1.</exception>
    public override RgbImage Reject(RgbImage image, long seed) =>
        image.Crop(RandomBox.Draw(image, Least, Most, new SeededDraws(seed))).Resize(image.Width, image.Height);
}
