using ResearchKit.Pairs.Vision.Learned.Networks;
using ResearchKit.Scenes;
using static TorchSharp.torch;

namespace ResearchKit.Pairs.Vision.Learned.Training;

/// <summary>Sets the thresholds above which a category counts as present: those with the highest F1.</summary>
internal static class Calibration
{
    /// <summary>
    /// Calibrates the tagger, each category by itself, and then the detector, with one threshold for all nouns, on
    /// what the tagger names: nothing else is asked of it when pairs are built.
    /// </summary>
    /// <param name="networks">Trained networks.</param>
    /// <param name="samples">Scenes that were not learned from.</param>
    public static void Run(VisionNetworks networks, IReadOnlyList<SceneSample> samples)
    {
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        var categories = Enum.GetValues<Category>();
        var features = networks.Backbone.EncodeImages([.. samples.Select(s => s.Image)]);
        var named = networks.ImageTagger.call(features).data<float>().ToArray(); // [samples, categories]
        var texts =
            networks.Detector.EncodeText(
                Vocabulary.Stack([.. categories.Select(c => networks.Vocabulary.Encode(c.Noun()))]));
        var found = networks.Detector.Fit(features, texts).amax([2]).data<float>().ToArray(); // [samples, categories]

        var outcomes = samples.SelectMany((s, i) => categories.Select((c, j) =>
            (Category: j, There: s.Scene.CountOf(c) > 0, Named: named[i * categories.Length + j],
            Found: found[i * categories.Length + j]))).ToArray();
        var thresholds =
            categories.Select((_, j) =>
                BestThreshold(outcomes.Where(o => o.Category == j).Select(o => (o.Named, o.There)))).ToArray();
        networks.ImageTagger.Thresholds.copy_(tensor(thresholds));
        networks.Detector.Threshold.copy_(tensor(new[]
        {
            BestThreshold(outcomes.Where(o => o.Named >= thresholds[o.Category]).Select(o => (o.Found, o.There))),
        }));
    }

    /// <summary>
    /// The threshold at which "at least this much" has the highest F1; it lies half-way to the next lower score. Among
    /// equals the highest.
    /// </summary>
    internal static float BestThreshold(IEnumerable<(float Score, bool There)> outcomes)
    {
        var falling = outcomes.OrderByDescending(o => o.Score).ToArray();
        var all = falling.Count(o => o.There);
        var (best, threshold, right) = (-1.0, 0f, 0);
        for (var i = 0; i < falling.Length; i++)
        {
            if (falling[i].There) right++;
            if (i + 1 < falling.Length && falling[i + 1].Score == falling[i].Score) continue;
            var f1 = 2.0 * right / (i + 1 + all);
            if (f1 <= best) continue;
            (best, threshold) =
                (f1, i + 1 < falling.Length ? (falling[i].Score + falling[i + 1].Score) / 2 : falling[i].Score);
        }
        return threshold;
    }
}
