using ResearchKit.Pairs.Language;
using ResearchKit.Scenes;

namespace ResearchKit.Experiments.Pairs;

/// <summary>What an noisy labeler makes of pairs.</summary>
/// <param name="ErrorRate">Share of wrong answers.</param>
/// <param name="Right">Share of the pairs whose preferred response truly makes fewer false claims; equal numbers count
/// half.</param>
/// <param name="Reversed">Share of the pairs whose preferred response truly makes more.</param>
/// <param name="Gap">Mean true gap: how many more false claims the rejected response makes.</param>
/// <param name="Pairs">Number of pairs: scenes whose responses did not all score the same.</param>
public sealed record LabelingOutcome(double ErrorRate, Measurement Right, Measurement Reversed, double Gap, int Pairs);

/// <summary>
/// RLAIF-V's divide and conquer with a labeler that errs: how far can its pairs be trusted? The labeler's stand-in
/// knows the scene and answers wrongly at a set rate (AdaViP's data was labeled by LLaVA-NeXT 34B, whose rate nobody
/// knows).
/// </summary>
public static class ClaimLabeling
{
    /// <summary>One pair of each scene, the widest gap among its samples, for each error rate.</summary>
    /// <param name="first">Seed of the first scene.</param>
    /// <param name="scenes">Number of scenes.</param>
    /// <param name="errorRates">Shares of wrong answers, 0 to 1.</param>
    /// <param name="samples">Responses to each image, at least 2.</param>
    /// <param name="hallucination">The captioner's rate of hallucination, 0 to 1.</param>
    public static IReadOnlyList<LabelingOutcome> Run(
        int first, int scenes, IReadOnlyList<double> errorRates, int samples = 6, double hallucination = 0.15)
    {
        var captioner = new HallucinatingCaptioner(hallucination);
        var generator = new SceneGenerator(new());
        var said = Enumerable.Range(first, scenes)
            .Select(seed => (Scene: generator.Generate(seed), Random: new SeededRandom(seed)))
            .Select(s =>
                (s.Scene,
                Responses: Enumerable.Range(0, samples).Select(_ => captioner.Describe(s.Scene, s.Random).Said)
                .ToArray())).ToArray();
        return [.. errorRates.Select(rate => Outcome(rate, first, said))];
    }

    private static LabelingOutcome Outcome(double rate, int first, (Scene Scene, Caption[] Responses)[] said)
    {
        var judge = new DivideAndConquer(new NoisyOracle(rate));
        var random = new SeededRandom(first); // the same draws for each rate: curves differ by the rate alone
        var pairs =
            said.Select(s => DivideAndConquer.WidestPair([.. s.Responses.Select(r => judge.Label(s.Scene, r, random))]))
            .OfType<LabeledPair>().ToArray();
        var gaps = pairs.Select(p => p.Chosen.TrueScore - p.Rejected.TrueScore).ToArray();
        return new(
            rate, Proportion.Of(gaps.Average(g => g > 0 ? 1 : g == 0 ? 0.5 : 0), gaps.Length),
            Proportion.Of([.. gaps.Select(g => g < 0)]),
            gaps.Average(), gaps.Length);
    }
}
