using ResearchKit.Pairs.Vision;
using ResearchKit.Pairs.Vision.Retrieval;

namespace ResearchKit.Experiments.Pairs;

/// <summary>How alike an image and the one retrieved for it are.</summary>
/// <param name="Search">What searched.</param>
/// <param name="SamePlace">Share of the retrieved images that show the same kind of place.</param>
/// <param name="SharedCategories">Mean over the images: categories that both have, as a share of those that either
/// has.</param>
public sealed record RetrievalRow(string Search, Measurement SamePlace, Measurement SharedCategories);

/// <summary>What Re-Align's retrieval finds: is the similar image similar in content, or in color alone?</summary>
public static class RetrievalQuality
{
    /// <summary>Retrieval by each embedder, after the next image in the list as the measure of chance.</summary>
    /// <param name="examples">Images that are one another's pool, at least three.</param>
    /// <param name="embedders">Names and embedders.</param>
    public static IReadOnlyList<RetrievalRow> Run(IReadOnlyList<SceneExample> examples,
        params IReadOnlyList<(string Name, IImageEmbedder Embedder)> embedders) =>
    [
        Row("any other image", examples, i => (i + 1) % examples.Count),
        .. embedders.Select(e => (e.Name, Pool: new ImagePool([.. examples.Select(x => x.Image)], e.Embedder)))
            .Select(e => Row(e.Name, examples, i => e.Pool.Nearest(examples[i].Image))),
    ];

    private static RetrievalRow Row(string name, IReadOnlyList<SceneExample> examples, Func<int, int> retrieve)
    {
        var pairs = SeedSweep.Run(0, examples.Count, i => (Own: examples[i].Scene, Other: retrieve(i)))
            .Where(p => p.Other >= 0)
            .Select(p => (p.Own, Other: examples[p.Other].Scene)).ToArray();
        return new(
            name, Proportion.Of([.. pairs.Select(p => p.Own.Background == p.Other.Background)]),
            ConfidenceInterval.OfMean(
                pairs.Select(p =>
                    Overlap([.. p.Own.Objects.Select(o => o.Category)],
                        [.. p.Other.Objects.Select(o => o.Category)]))));
    }

    private static double Overlap<T>(HashSet<T> a, HashSet<T> b) => (double)a.Intersect(b).Count() / a.Union(b).Count();
}
