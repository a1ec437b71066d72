using ResearchKit.Imaging;
using ResearchKit.Pairs.Vision.Learned.Networks;
using static TorchSharp.torch;

namespace ResearchKit.Pairs.Vision.Learned;

/// <summary>The cosine of an image's vector and a sentence's, by a trained <see cref="ClipNet"/>.</summary>
/// <param name="backbone">Sees.</param>
/// <param name="net">Compares.</param>
/// <param name="vocabulary">The words it reads; others count as "some word".</param>
public sealed class LearnedScorer(Backbone backbone, ClipNet net, Vocabulary vocabulary) : IImageTextScorer
{
    /// <summary>The cosine, -1 to 1.</summary>
    public double Score(RgbImage image, string sentence) => Scores(image, [sentence])[0];

    /// <summary>The cosine of the image with each sentence.</summary>
    public IReadOnlyList<double> Scores(RgbImage image, IReadOnlyList<string> sentences)
    {
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        var texts = net.EncodeText(Vocabulary.Stack([.. sentences.Select(vocabulary.Encode)]));
        return [.. texts.matmul(net.EncodeImages(backbone.EncodeImages([image]))[0]).data<float>().ToArray()
            .Select(s => (double)s)];
    }
}
