using ResearchKit.Datasets.Coco;
using ResearchKit.Imaging;

namespace ResearchKit.Pairs.Vision.Annotated;

/// <summary>Takes an object's pixels from its annotated outline, where there is one.</summary>
/// <param name="annotated">The image's annotations.</param>
/// <param name="otherwise">Segments objects of which the annotations know a box alone.</param>
public sealed class CocoSegmenter(CocoImage annotated, ISegmenter otherwise) : ISegmenter
{
    /// <summary>The pixels of the annotated object of which the box is most like <paramref name="box"/>.</summary>
    public Mask Segment(RgbImage image, Box box)
    {
        var nearest = annotated.Annotations.Where(a => !a.IsCrowd)
            .MaxBy(a => a.Box(image.Width, image.Height).IntersectionOverUnion(box));
        return nearest?.Shape?.ToMask(image.Width, image.Height) is { Area: > 0 } mask ? mask
            : otherwise.Segment(image, box);
    }
}
