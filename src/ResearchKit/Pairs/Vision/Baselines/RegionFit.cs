using ResearchKit.Imaging;

namespace ResearchKit.Pairs.Vision.Baselines;

/// <summary>What the prompt asks about, as a part of the image: without a trained scorer, its fit is that the part is
/// unchanged.</summary>
/// <param name="Original">The original.</param>
/// <param name="Region">Where the original shows what is asked about, such as a detector's box for the prompt's
/// noun.</param>
public sealed record RegionFit(RgbImage Original, Mask Region)
{
    /// <summary>Minus the mean absolute difference inside the region: 0 if nothing changed, at least -255.</summary>
    public double Of(RgbImage image) => -Similarity.L1(Original, image, Region);
}
