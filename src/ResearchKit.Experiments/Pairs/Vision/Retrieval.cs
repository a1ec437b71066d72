using ResearchKit.Pairs.Vision;

namespace ResearchKit.Experiments.Pairs.Vision;

/// <summary>
/// How well a scorer finds the right caption of an image, and the right image of a caption, among N. The fit of a whole
/// caption is the mean over its sentences (Eq. 9 divided by their number, which differs between captions).
/// </summary>
/// <param name="ImageRanks">For each image the rank of its own caption, from 1; equals count against it.</param>
/// <param name="CaptionRanks">For each caption the rank of its own image.</param>
public sealed record Retrieval(IReadOnlyList<int> ImageRanks, IReadOnlyList<int> CaptionRanks)
{
    /// <summary>The share of images whose own caption is among the first <paramref name="k"/>.</summary>
    public Measurement CaptionOfImage(int k) => Proportion.Of([.. ImageRanks.Select(r => r <= k)]);

    /// <summary>The share of captions whose own image is among the first <paramref name="k"/>.</summary>
    public Measurement ImageOfCaption(int k) => Proportion.Of([.. CaptionRanks.Select(r => r <= k)]);

    /// <summary>Ranks all captions for every image and the other way round.</summary>
    public static Retrieval Of(IImageTextScorer scorer, IReadOnlyList<SceneExample> examples)
    {
        string[] sentences = [.. examples.SelectMany(e => e.Sentences)];
        var fits = SeedSweep.Run(examples, e =>
        {
            var scores = scorer.Scores(e.Image, sentences);
            var at = 0;
            return examples.Select(c => Enumerable.Range(0, c.Sentences.Count)
                .Sum(_ => scores[at++]) / c.Sentences.Count).ToArray();
        });
        return new(
            [.. examples.Select((_, i) => fits[i].Count(f => f >= fits[i][i]))],
            [.. examples.Select((_, i) => fits.Count(f => f[i] >= fits[i][i]))]);
    }
}
