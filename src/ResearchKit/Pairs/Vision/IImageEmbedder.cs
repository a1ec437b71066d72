using ResearchKit.Imaging;

namespace ResearchKit.Pairs.Vision;

/// <summary>Maps pictures to vectors whose cosine says how alike they are, such as CLIP's image encoder.</summary>
public interface IImageEmbedder
{
    /// <summary>The vector; of the same length for every picture, not necessarily of length one.</summary>
    float[] Embed(RgbImage image);
}
