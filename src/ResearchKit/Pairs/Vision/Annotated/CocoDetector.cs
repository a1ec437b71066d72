using ResearchKit.Datasets.Coco;
using ResearchKit.Imaging;

namespace ResearchKit.Pairs.Vision.Annotated;

/// <summary>Finds objects where people annotated them.</summary>
/// <param name="annotated">The image's annotations.</param>
public sealed class CocoDetector(CocoImage annotated) : IDetector
{
    /// <summary>
    /// The largest box of the category, the first among equals: of several objects, the one that a response is most
    /// likely about. Crowds do not count; null if there is none.
    /// </summary>
    public Box? Detect(RgbImage image, string tag)
    {
        var largest = annotated.Annotations.Where(a => !a.IsCrowd && a.Category == tag)
            .Select(a => a.Box(image.Width, image.Height)).DefaultIfEmpty().MaxBy(b => b.Area);
        return largest.IsEmpty ? null : largest;
    }
}
