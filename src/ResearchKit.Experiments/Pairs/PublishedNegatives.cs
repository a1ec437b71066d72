using ResearchKit.Pairs.Language;
using ResearchKit.Pairs.Vision.Retrieval;
using ResearchKit.Scenes;

namespace ResearchKit.Experiments.Pairs;

/// <summary>Rejected descriptions as six papers make them, for the same scenes: which leave a shortcut?</summary>
public static class PublishedNegatives
{
    private const double Hallucination = 0.15, LabelerError = 0.1;
    private const int Samples = 6;

    /// <summary>
    /// VaPR's edits (the balanced editor), POVID's three injections, HA-DPO's corrections before and after rewriting,
    /// RLAIF-V's pairs of samples (a labeler that errs in every tenth answer), and Re-Align's rewritten answers.
    /// </summary>
    /// <param name="first">Seed of the first scene.</param>
    /// <param name="count">Number of scenes, at least 2; where a method makes no pair, its set is smaller.</param>
    public static IReadOnlyList<NegativeSet> Sets(int first, int count)
    {
        var examples = SeedSweep.Run(first, count, SceneExample.Of);
        var editor = CaptionEditor.Balanced(examples.Select(e => e.Caption));
        var pool = new ImagePool([.. examples.Select(e => e.Image)], new ColorLayoutEmbedder());
        var nearest = SeedSweep.Run(examples, e => pool.Nearest(e.Image));
        var styles = StyleConsistency.Sets(first, count, Hallucination);
        return
        [
            Of("VaPR", examples, 1, (e, r) => editor.Edit(e.Scene, e.Caption, r)?.Rejected),
            .. Enum.GetValues<InjectionKind>().Select((kind, k) => Of(
                $"POVID, {Name(kind)}", examples,
                2 + k, (e, r) => HallucinationInjector.Inject(e.Scene, e.Caption, kind, r)?.Rejected)),
            styles[0] with { Name = "HA-DPO, two styles" }, styles[1] with { Name = "HA-DPO, one style" },
            Sampled(examples),
            Of("Re-Align", examples,
                5, (e, r) => nearest[e.Seed - first] is >= 0 and var i
                    ? RetrievedAnswer.Rewrite(e.Scene, e.Caption, examples[i].Scene, r) : null),
        ];
    }

    private static string Name(InjectionKind kind) =>
        kind == InjectionKind.CoOccurrence ? "object" : kind.ToString().ToLowerInvariant();

    private static NegativeSet Of(string name, SceneExample[] examples, int stream,
        Func<SceneExample, SeededRandom, Caption?> reject)
    {
        var pairs =
            examples.Select(e => (e.Caption, Rejected: reject(e, new SeededRandom(unchecked(31 * e.Seed + stream)))))
            .Where(p => p.Rejected is not null).ToArray();
        return new(name, [.. pairs.Select(p => p.Caption.Text)], [.. pairs.Select(p => p.Rejected!.Text)]);
    }

    private static NegativeSet Sampled(SceneExample[] examples)
    {
        var captioner = new HallucinatingCaptioner(Hallucination);
        var judge = new DivideAndConquer(new NoisyOracle(LabelerError));
        var pairs = examples.Select(e => (e.Scene, Random: new SeededRandom(unchecked(31 * e.Seed + 7))))
            .Select(e => DivideAndConquer.WidestPair(
                [.. Enumerable.Range(0, Samples)
                    .Select(_ => judge.Label(e.Scene, captioner.Describe(e.Scene, e.Random).Said, e.Random))]))
            .OfType<LabeledPair>().ToArray();
        return new("RLAIF-V", [.. pairs.Select(p => p.Chosen.Response.Text)],
            [.. pairs.Select(p => p.Rejected.Response.Text)]);
    }
}
