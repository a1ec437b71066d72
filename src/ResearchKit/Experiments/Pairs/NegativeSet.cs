using ResearchKit.Pairs.Language;
using ResearchKit.Scenes;

namespace ResearchKit.Experiments.Pairs;

/// <summary>Preferred responses and one kind of rejected ones, pair by pair.</summary>
/// <param name="Name">How the rejected ones were made.</param>
/// <param name="Chosen">The preferred responses.</param>
/// <param name="Rejected">The rejected ones, in the same order.</param>
public sealed record NegativeSet(string Name, IReadOnlyList<string> Chosen, IReadOnlyList<string> Rejected)
{
    /// <summary>
    /// Five kinds of negatives for the same pictures: truncated, longer, another picture's, and edits by two editors, one
    /// that draws the wrong word uniformly and one that keeps the words' frequencies.
    /// </summary>
    /// <param name="first">Seed of the first scene.</param>
    /// <param name="count">Number of scenes; where an editor finds nothing to edit, its set is smaller.</param>
    public static NegativeSet[] All(int first, int count)
    {
        var generator = new SceneGenerator(new());
        var corpus = Enumerable.Range(first, count).Select(seed => generator.Generate(seed))
            .Select((scene, i) => (Scene: scene, Caption: CaptionWriter.Write(scene, new Random(first + i)))).ToArray();
        string[] texts = [.. corpus.Select(c => c.Caption.Text)];
        Random longer = new(first), other = new(first + 1);
        return
        [
            new("cut short", texts, [.. texts.Select(NaiveNegatives.Truncated)]),
            new("said twice", texts, [.. corpus.Select(c => NaiveNegatives.Longer(c.Scene, c.Caption, longer))]),
            new("another image's", texts, [.. texts.Select((_, i) => NaiveNegatives.OfAnotherImage(texts, i, other))]),
            Edited("edit, careless", CaptionEditor.Uniform, new(first + 2)),
            Edited("edit, balanced", CaptionEditor.Balanced(corpus.Select(c => c.Caption)), new(first + 3)),
        ];

        NegativeSet Edited(string name, CaptionEditor editor, Random random)
        {
            var pairs = corpus.Select(c => (c.Caption, Edit: editor.Edit(c.Scene, c.Caption, random))).Where(p => p.Edit is not null).ToArray();
            return new(name, [.. pairs.Select(p => p.Caption.Text)], [.. pairs.Select(p => p.Edit!.Rejected.Text)]);
        }
    }

    /// <summary>Length of each rejected response minus that of its preferred one, in words.</summary>
    public IEnumerable<int> LengthDifferences() => Chosen.Zip(Rejected, (c, r) => WordDistance.Length(r) - WordDistance.Length(c));

    /// <summary>Words that must change to get from each preferred response to its rejected one.</summary>
    public IEnumerable<int> EditDistances() => Chosen.Zip(Rejected, WordDistance.Edits);

    /// <summary>
    /// How often a classifier names a response preferred or rejected rightly that sees it alone, without picture and
    /// question; cross-validated over pairs. 0.5 is chance.
    /// </summary>
    /// <param name="tokens">What it sees of a response; words if null.</param>
    public Measurement Shortcut(Func<string, IEnumerable<string>>? tokens = null) =>
        Proportion.Of(ShortcutDetector.CrossValidate(Chosen, Rejected, tokens: tokens).Accuracy, Chosen.Count);

    /// <summary>The same for a classifier that sees both responses of a pair side by side, as the loss of DPO does.</summary>
    /// <param name="tokens">What it sees of a response; words if null.</param>
    public Measurement PairShortcut(Func<string, IEnumerable<string>>? tokens = null) =>
        Proportion.Of(ShortcutDetector.CrossValidatePairs(Chosen, Rejected, tokens: tokens).Accuracy, Chosen.Count);

    /// <summary>Cross-validated accuracy of a classifier that sees the responses alone, 0 to 1.</summary>
    public double ShortcutAccuracy() => ShortcutDetector.CrossValidate(Chosen, Rejected).Accuracy;
}
