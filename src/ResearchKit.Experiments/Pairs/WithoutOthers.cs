using ResearchKit.Imaging;
using ResearchKit.Pairs.Vision;

namespace ResearchKit.Experiments.Pairs;

/// <summary>An inpainter that is not told where the other objects are: what that knowledge is worth.</summary>
/// <param name="inpainter">Paints.</param>
public sealed class WithoutOthers(IInpainter inpainter) : IInpainter
{
    /// <inheritdoc/>
    public RgbImage Inpaint(RgbImage image, Mask mask, Mask? others = null) => inpainter.Inpaint(image, mask);
}
