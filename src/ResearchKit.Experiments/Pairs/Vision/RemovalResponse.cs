using ResearchKit.Pairs.Vision;
using ResearchKit.Scenes;

namespace ResearchKit.Experiments.Pairs.Vision;

/// <summary>What removing one object, without a trace, does to the score of one sentence.</summary>
/// <param name="Example">The scene.</param>
/// <param name="Removed">The object's number.</param>
/// <param name="Sentence">The sentence.</param>
/// <param name="StillTrue">Whether the sentence is true without the object, too.</param>
/// <param name="Before">The score on the image.</param>
/// <param name="After">The score on the scene drawn without the object.</param>
public sealed record RemovalResponse(
    SceneExample Example, int Removed, CaptionSentence Sentence, bool StillTrue, double Before, double After)
{
    /// <summary>Whether the sentence says how two objects lie to each other; the others describe one category or the
    /// place.</summary>
    public bool IsRelation => Sentence.Facts.Any(f => f is RelationFact);

    /// <summary>By how much the score falls.</summary>
    public double Drop => Before - After;

    /// <summary>Every object of every scene removed in turn, against every sentence of the scene's caption.</summary>
    public static IReadOnlyList<RemovalResponse> Of(IImageTextScorer scorer, IReadOnlyList<SceneExample> examples) =>
        [.. SeedSweep.Run(examples, e => Responses(scorer, e).ToArray()).SelectMany(r => r)];

    private static IEnumerable<RemovalResponse> Responses(IImageTextScorer scorer, SceneExample example)
    {
        var before = scorer.Scores(example.Image, example.Sentences);
        for (var i = 0; i < example.Scene.Objects.Count; i++)
        {
            var without = example.Scene.Without(i);
            var facts = new SceneFacts(without);
            var after = scorer.Scores(without.Render(), example.Sentences);
            for (var j = 0; j < after.Count; j++)
                yield return new(example, i, example.Caption.Sentences[j], facts.Hold(example.Caption.Sentences[j]),
                    before[j], after[j]);
        }
    }
}
