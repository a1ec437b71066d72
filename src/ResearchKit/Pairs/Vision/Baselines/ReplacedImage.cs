using ResearchKit.Datasets;
using ResearchKit.Imaging;

namespace ResearchKit.Pairs.Vision.Baselines;

/// <summary>Another picture altogether, in the original's size (V-DPO, Xie et al. 2024, compares with it).</summary>
/// <param name="Others">Pictures to draw from; those equal to the original are passed over.</param>
public sealed record ReplacedImage(IReadOnlyList<RgbImage> Others) : ImageBaseline
{
    /// <inheritdoc/>
    /// <exception cref="ArgumentException">No picture differs from the original.</exception>
    public override RgbImage Reject(RgbImage image, long seed)
    {
        foreach (var i in new SeededDraws(seed).Permutation(Others.Count))
            if (!Others[i].Pixels.AsSpan().SequenceEqual(image.Pixels)) return Others[i].Resize(image.Width, image.Height);
        throw new ArgumentException("there is no other picture to replace the original by");
    }
}
