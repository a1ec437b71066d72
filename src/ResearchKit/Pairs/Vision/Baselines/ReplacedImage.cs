using ResearchKit.Datasets;
using ResearchKit.Imaging;

namespace ResearchKit.Pairs.Vision.Baselines;

/// <summary>Another image altogether, in the original's size (V-DPO, Xie et al. 2024, compares with it).</summary>
/// <param name="Others">Images to draw from; those equal to the original are passed over.</param>
public sealed record ReplacedImage(IReadOnlyList<RgbImage> Others) : ImageBaseline
{
    /// <inheritdoc/>
    /// <exception cref="ArgumentException">No image differs from the original.</exception>
    public override RgbImage Reject(RgbImage image, long seed)
    {
        foreach (var i in new SeededDraws(seed).Permutation(Others.Count))
            if (!Others[i].Pixels.AsSpan().SequenceEqual(image.Pixels))
                return Others[i].Resize(image.Width, image.Height);
        throw new ArgumentException("there is no other image to replace the original by");
    }
}
