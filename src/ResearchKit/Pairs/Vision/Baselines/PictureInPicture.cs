using ResearchKit.Datasets;
using ResearchKit.Imaging;

namespace ResearchKit.Pairs.Vision.Baselines;

/// <summary>Another image with the original laid into it, small, at a place drawn by the seed (MIA-DPO, Liu et al.
/// 2024).</summary>
/// <param name="Others">Images to draw the surrounding one from.</param>
/// <param name="Share">Side of the inner image as a share of the outer one's, above 0 and below 1.</param>
public sealed record PictureInPicture(IReadOnlyList<RgbImage> Others, double Share = 0.4) : ImageBaseline
{
    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There are no others, or the share is not between 0 and 1.</exception>
    public override RgbImage Reject(RgbImage image, long seed)
    {
        if (Others.Count == 0) throw new ArgumentException("a picture in a picture needs another image");
        if (!(Share > 0 && Share < 1)) throw new ArgumentException($"the share must be between 0 and 1, not {Share}");
        var draws = new SeededDraws(seed);
        var result = Others[draws.Below(Others.Count)].Resize(image.Width, image.Height);
        int width = Math.Max(1, (int)(Share * image.Width)), height = Math.Max(1, (int)(Share * image.Height));
        result.Paste(image.Resize(width, height), draws.Below(image.Width - width + 1),
            draws.Below(image.Height - height + 1));
        return result;
    }
}
