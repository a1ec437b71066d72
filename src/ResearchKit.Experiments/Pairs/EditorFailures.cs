using ResearchKit.Pairs.Language;
using ResearchKit.Scenes;

namespace ResearchKit.Experiments.Pairs;

/// <summary>What an editor that fails at some rate leaves behind.</summary>
/// <param name="Harmless">Share of edits that are meant to be left true.</param>
/// <param name="Restyled">Share of edits that are meant to lose the style.</param>
/// <param name="Wrong">Measured share of rejected responses that are false of their image.</param>
/// <param name="Detector">Accuracy of the shortcut detector that sees responses alone.</param>
/// <param name="LongerBy">Mean length difference in words.</param>
public sealed record EditorOutcome(double Harmless, double Restyled, Measurement Wrong, Measurement Detector,
    double LongerBy);

/// <summary>How strong an editor must be: a weaker one makes pairs without an error, and pairs with a
/// shortcut.</summary>
public static class EditorFailures
{
    /// <summary>The balanced editor, spoiled at each of some rates.</summary>
    /// <param name="first">Seed of the first scene.</param>
    /// <param name="count">Number of scenes.</param>
    /// <param name="rates">Shares of harmless and of restyled edits.</param>
    public static IReadOnlyList<EditorOutcome> Run(int first, int count,
        IReadOnlyList<(double Harmless, double Restyled)> rates)
    {
        var corpus = NegativeSets.Responses(first, count, Enum.GetValues<ResponseTask>());
        var strong = CaptionEditor.Balanced(corpus.Select(c => c.Response));
        return SeedSweep.Run(
            rates, r => Outcome(corpus, new NoisyEditor(strong, r.Harmless, r.Restyled), r, new SeededRandom(first)));
    }

    private static EditorOutcome Outcome(
        (Scene Scene, Caption Response)[] corpus, NoisyEditor editor, (double Harmless, double Restyled) rates,
        SeededRandom random)
    {
        var edits = corpus.Select(c => (c.Scene, c.Response, Edit: editor.Edit(c.Scene, c.Response, random)!))
            .Where(e => e.Edit is not null).ToArray();
        var set =
            new NegativeSet("", [.. edits.Select(e => e.Response.Text)], [.. edits.Select(e => e.Edit.Rejected.Text)]);
        return new(rates.Harmless, rates.Restyled, Proportion.Of([.. edits.Select(e => e.Edit.IsWrongOf(e.Scene))]),
            set.Shortcut(), set.LengthDifferences().Average());
    }
}
