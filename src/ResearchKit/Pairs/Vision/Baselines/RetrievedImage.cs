using ResearchKit.Imaging;
using ResearchKit.Pairs.Vision.Retrieval;

namespace ResearchKit.Pairs.Vision.Baselines;

/// <summary>
/// The most similar other image, in the original's size (Re-Align, Xing et al. 2025, arXiv 2502.13146, retrieves it by
/// CLIP). The original itself and its near-duplicates are passed over. The seed plays no part.
/// </summary>
/// <param name="Pool">The images to search; the original may be among them.</param>
public sealed record RetrievedImage(ImagePool Pool) : ImageBaseline
{
    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The pool holds nothing but the original and its near-duplicates.</exception>
    public override RgbImage Reject(RgbImage image, long seed) => Pool.Nearest(image) is >= 0 and var i
        ? Pool.Images[i].Resize(image.Width, image.Height)
        : throw new ArgumentException($"none of {Pool.Images.Count} images is another than the original");
}
