using ResearchKit.Datasets.Coco;
using ResearchKit.Imaging;

namespace ResearchKit.Pairs.Vision.Annotated;

/// <summary>Names what people annotated in an image.</summary>
/// <param name="annotated">The image's annotations.</param>
public sealed class CocoImageTagger(CocoImage annotated) : IImageTagger
{
    /// <summary>
    /// The categories of single objects, in the order of their first annotation. Crowds are left out: they cannot be
    /// removed as one object.
    /// </summary>
    public IReadOnlyList<string> Tag(RgbImage image) =>
        [.. annotated.Annotations.Where(a => !a.IsCrowd).Select(a => a.Category).Distinct()];
}
