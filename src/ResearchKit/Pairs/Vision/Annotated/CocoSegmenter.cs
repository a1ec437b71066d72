using ResearchKit.Datasets.Coco;
using ResearchKit.Imaging;

namespace ResearchKit.Pairs.Vision.Annotated;

/// <summary>Takes an object's pixels from its annotated outline, where there is one.</summary>
/// <param name="image">The picture's annotations.</param>
/// <param name="otherwise">Segments objects of which the annotations know a box alone.</param>
public sealed class CocoSegmenter(CocoImage image, ISegmenter otherwise) : ISegmenter
{
    /// <summary>The pixels of the annotated object of which the box is most like <paramref name="box"/>.</summary>
    public Mask Segment(RgbImage picture, Box box)
    {
        var nearest = image.Annotations.Where(a => !a.IsCrowd).MaxBy(a => a.Box(picture.Width, picture.Height).IntersectionOverUnion(box));
        return nearest?.Shape?.ToMask(picture.Width, picture.Height) is { Area: > 0 } mask ? mask : otherwise.Segment(picture, box);
    }
}
