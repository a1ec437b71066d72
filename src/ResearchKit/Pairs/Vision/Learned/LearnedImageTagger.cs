using ResearchKit.Imaging;
using ResearchKit.Pairs.Vision.Learned.Networks;
using static TorchSharp.torch;

namespace ResearchKit.Pairs.Vision.Learned;

/// <summary>Names what a trained network sees.</summary>
/// <param name="backbone">Sees.</param>
/// <param name="net">Names.</param>
/// <param name="tags">What its outputs stand for, in their order.</param>
public sealed class LearnedImageTagger(Backbone backbone, ImageTaggerNet net, IReadOnlyList<string> tags) : IImageTagger
{
    private readonly float[] _thresholds = net.Thresholds.data<float>().ToArray();

    /// <summary>Every tag whose log-odds reach the tag's threshold, the surest first.</summary>
    public IReadOnlyList<string> Tag(RgbImage image)
    {
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        var odds = net.call(backbone.EncodeImages([image])).data<float>().ToArray();
        return [.. Enumerable.Range(0, odds.Length).Where(i => odds[i] >= _thresholds[i])
            .OrderByDescending(i => odds[i] - _thresholds[i]).Select(i => tags[i])];
    }
}
