using ResearchKit.Imaging;

namespace ResearchKit.Pairs.Vision;

/// <summary>Paints over a part of an image as if nothing had been there: the stage that LaMa has in AdaViP, Eq.
/// 8.</summary>
public interface IInpainter
{
    /// <summary>
    /// A new image that differs from <paramref name="image"/> inside <paramref name="mask"/> alone. What lies inside
    /// the mask does not influence the result.
    /// </summary>
    /// <param name="image">The image.</param>
    /// <param name="mask">What is painted over.</param>
    /// <param name="others">
    /// The other objects of the image, or null: an inpainter that copies from elsewhere copies nothing of them.
    /// </param>
    /// <exception cref="ArgumentException">The sizes differ, or the mask leaves no pixel to paint from.</exception>
    RgbImage Inpaint(RgbImage image, Mask mask, Mask? others = null);
}
