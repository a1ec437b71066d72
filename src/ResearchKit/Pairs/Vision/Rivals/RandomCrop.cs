using ResearchKit.Datasets;
using ResearchKit.Imaging;

namespace ResearchKit.Pairs.Vision.Rivals;

/// <summary>
/// A random part of the picture, enlarged to its size: mDPO (Wang et al. 2024) keeps up to a fifth of the area. The part's
/// width is 3/4 to 4/3 of its height, as in torchvision's RandomResizedCrop, here drawn uniformly.
/// </summary>
/// <param name="Least">Smallest share of the area that is kept, above 0.</param>
/// <param name="Most">Largest share, at most 1.</param>
public sealed record RandomCrop(double Least = 0.01, double Most = 0.2) : ImageRival
{
    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">The shares are not 0 &lt; Least &lt;= Most &lt;= 1.</exception>
    public override RgbImage Reject(RgbImage image, long seed)
    {
        if (!(Least > 0 && Least <= Most && Most <= 1))
            throw new ArgumentOutOfRangeException(nameof(Least), $"shares must keep 0 < Least <= Most <= 1, not {Least} and {Most}");
        var draws = new SeededDraws(seed);
        var area = (Least + (Most - Least) * draws.Uniform()) * image.Width * image.Height;
        var aspect = 0.75 + (4.0 / 3 - 0.75) * draws.Uniform();
        var width = Math.Clamp((int)(Math.Sqrt(area * aspect) + 0.5), 1, image.Width);
        var height = Math.Clamp((int)(area / width + 0.5), 1, image.Height);
        var part = new Box(draws.Below(image.Width - width + 1), draws.Below(image.Height - height + 1), width, height);
        return image.Crop(part).Resize(image.Width, image.Height);
    }
}
