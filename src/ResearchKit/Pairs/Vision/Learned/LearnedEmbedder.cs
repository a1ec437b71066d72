using ResearchKit.Imaging;
using ResearchKit.Pairs.Vision.Learned.Networks;
using static TorchSharp.torch;

namespace ResearchKit.Pairs.Vision.Learned;

/// <summary>An image's vector by a trained <see cref="ClipNet"/>: images of which the same can be said lie
/// close.</summary>
/// <param name="backbone">Sees.</param>
/// <param name="net">Compares.</param>
public sealed class LearnedEmbedder(Backbone backbone, ClipNet net) : IImageEmbedder
{
    /// <summary>The vector, of length one.</summary>
    public float[] Embed(RgbImage image)
    {
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        return net.EncodeImages(backbone.EncodeImages([image]))[0].data<float>().ToArray();
    }
}
