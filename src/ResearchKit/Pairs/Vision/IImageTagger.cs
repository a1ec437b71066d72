using ResearchKit.Imaging;

namespace ResearchKit.Pairs.Vision;

/// <summary>Says what is in an image: the stage that RAM (Recognize Anything) has in AdaViP, Eq. 5.</summary>
public interface IImageTagger
{
    /// <summary>The names of what the image shows, each once, in an order that depends on the image alone.</summary>
    IReadOnlyList<string> Tag(RgbImage image);
}
