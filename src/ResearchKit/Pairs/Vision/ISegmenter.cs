using ResearchKit.Imaging;

namespace ResearchKit.Pairs.Vision;

/// <summary>Separates an object from what lies around it: the stage that SAM has in AdaViP, Eq. 7.</summary>
public interface ISegmenter
{
    /// <summary>The visible pixels of the object that fills <paramref name="box"/>; as large as the image.</summary>
    Mask Segment(RgbImage image, Box box);
}
