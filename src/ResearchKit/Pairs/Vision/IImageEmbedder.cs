using ResearchKit.Imaging;

namespace ResearchKit.Pairs.Vision;

/// <summary>Maps images to vectors whose cosine says how alike they are, such as CLIP's image encoder.</summary>
public interface IImageEmbedder
{
    /// <summary>The vector; of the same length for every image, not necessarily of length one.</summary>
    float[] Embed(RgbImage image);
}
