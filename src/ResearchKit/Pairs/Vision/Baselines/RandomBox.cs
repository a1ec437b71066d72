using ResearchKit.Datasets;
using ResearchKit.Imaging;

namespace ResearchKit.Pairs.Vision.Baselines;

/// <summary>Draws a part of an image.</summary>
internal static class RandomBox
{
    /// <summary>
    /// A box whose share of the area is drawn uniformly, and so is its width in units of its height, from 3/4 to 4/3,
    /// the bounds of torchvision's RandomResizedCrop.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The shares are not 0 &lt; least &lt;= most &lt;= 1.</exception>
    public static Box Draw(RgbImage image, double least, double most, SeededDraws draws)
    {
        if (!(least > 0 && least <= most && most <= 1))
            throw new ArgumentOutOfRangeException(nameof(least),
                $"shares must keep 0 < least <= most <= 1, not {least} and {most}");
        var area = (least + (most - least) * draws.Uniform()) * image.Width * image.Height;
        var aspect = 0.75 + (4.0 / 3 - 0.75) * draws.Uniform();
        var width = Math.Clamp((int)(Math.Sqrt(area * aspect) + 0.5), 1, image.Width);
        var height = Math.Clamp((int)(area / width + 0.5), 1, image.Height);
        return new(draws.Below(image.Width - width + 1), draws.Below(image.Height - height + 1), width, height);
    }
}
