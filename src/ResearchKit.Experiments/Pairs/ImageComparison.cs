using ResearchKit.Imaging;
using ResearchKit.Pairs.Vision;

namespace ResearchKit.Experiments.Pairs;

/// <summary>Measures of what happened to an image, inside and outside of a mask.</summary>
public static class ImageComparison
{
    /// <summary>
    /// How far an inpainter ends from the true background: mean absolute difference per channel, 0 to 255, over the
    /// visible pixels of the object. The inpainter paints the dilated mask.
    /// </summary>
    /// <param name="image">The image with the object.</param>
    /// <param name="truth">A candidate of oracle stages: its mask is exact, its image shows what is behind the
    /// object.</param>
    /// <param name="inpainter">What is tested.</param>
    public static double DistanceToBackground(RgbImage image, VisionCandidate truth, IInpainter inpainter) =>
        Similarity.L1(inpainter.Inpaint(image, truth.Repainted), truth.Image, truth.Mask);

    /// <summary>How many pixels outside the mask differ between two images of the mask's size.</summary>
    public static int ChangedOutside(RgbImage before, RgbImage after, Mask mask)
    {
        var changed = 0;
        for (var y = 0; y < mask.Height; y++)
            for (var x = 0; x < mask.Width; x++)
                if (!mask[x, y] && before[x, y] != after[x, y]) changed++;
        return changed;
    }

    /// <summary>The structure that a rejected image keeps: SSIM with the original over all pixels outside the
    /// mask.</summary>
    public static double StructureOutside(RgbImage before, RgbImage after, Mask mask) =>
        Similarity.Ssim(before, after, mask.Not());
}
