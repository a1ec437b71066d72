using ResearchKit.Datasets.Coco;
using ResearchKit.Imaging;

namespace ResearchKit.Pairs.Vision.Annotated;

/// <summary>Names what people annotated in a picture.</summary>
/// <param name="image">The picture's annotations.</param>
public sealed class CocoImageTagger(CocoImage image) : IImageTagger
{
    /// <summary>
    /// The categories of single objects, in the order of their first annotation. Crowds are left out: they cannot be
    /// removed as one object.
    /// </summary>
    public IReadOnlyList<string> Tag(RgbImage picture) => [.. image.Annotations.Where(a => !a.IsCrowd).Select(a => a.Category).Distinct()];
}
