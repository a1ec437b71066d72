using ResearchKit.Pairs.Language;
using ResearchKit.Scenes;

namespace ResearchKit.Experiments.Pairs;

/// <summary>What an editor makes of the same responses.</summary>
/// <param name="Editor">Its name in <see cref="NegativeSets.Editors"/>.</param>
/// <param name="Yield">Share of the responses that it edits.</param>
/// <param name="Wrong">Share of its edits that are false of their image.</param>
/// <param name="CoOccurring">Share of the categories it puts in that usually come with another one of the scene: what a
/// language model expects.</param>
/// <param name="Found">What shortcut detectors find.</param>
public sealed record EditorRow(string Editor, Measurement Yield, Measurement Wrong, Measurement CoOccurring,
    DetectorRow Found);

/// <summary>Editors side by side: is every edit wrong, can it be told from its words, and is it what one would expect
/// to read?</summary>
public static class EditorComparison
{
    /// <summary>All editors on the same responses: descriptions, comparisons and conclusions, one for each
    /// scene.</summary>
    /// <param name="first">Seed of the first scene.</param>
    /// <param name="count">Number of scenes.</param>
    public static IReadOnlyList<EditorRow> Run(int first, int count)
    {
        var corpus = NegativeSets.Responses(first, count, Enum.GetValues<ResponseTask>());
        var editors = NegativeSets.Editors(corpus.Select(c => c.Response));
        return SeedSweep.Run(0,
            editors.Count,
                k => Row(editors[k].Name, editors[k].Editor, corpus, new SeededRandom(first + 10 + k),
                    new SeededRandom(first + 20 + k)));
    }

    private static EditorRow Row(string name, ICaptionEditor editor, (Scene Scene, Caption Response)[] corpus,
        SeededRandom any, SeededRandom existence)
    {
        var edits = corpus.Select(c => (c.Scene, c.Response, Edit: editor.Edit(c.Scene, c.Response, any))).ToArray();
        var made = edits.Where(e => e.Edit is not null).ToArray();
        var set =
            new NegativeSet(name, [.. made.Select(e => e.Response.Text)], [.. made.Select(e => e.Edit!.Rejected.Text)]);
        // Of categories alone can one say what comes with what.
        var company =
            corpus.Select(c => (c.Scene, Edit: editor.Edit(c.Scene, c.Response, EditType.Existence, existence)))
            .Where(e => e.Edit is { Error: ExistenceFact } && e.Edit.IsWrongOf(e.Scene))
            .Select(e => IsCoOccurring(e.Scene, e.Edit!)).ToArray();
        return new(
            name, Proportion.Of([.. edits.Select(e => e.Edit is not null)]),
            Proportion.Of([.. made.Select(e => e.Edit!.IsWrongOf(e.Scene))]),
            Proportion.Of(company), DetectorRow.Of([set])[0]);
    }

    private static bool IsCoOccurring(Scene scene, CaptionEdit edit)
    {
        var (gone, come) = (((ExistenceFact)edit.Truth).Category, ((ExistenceFact)edit.Error).Category);
        return scene.Objects.Any(o => o.Category != gone && CoOccurrence.CoOccurringCategoryOf(o.Category) == come);
    }
}
