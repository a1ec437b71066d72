using ResearchKit.Figures;
using ResearchKit.Pairs.Language;
using ResearchKit.Pairs.Vision;
using ResearchKit.Pairs.Vision.Retrieval;
using ResearchKit.Scenes;

namespace ResearchKit.Experiments.Pairs;

/// <summary>Tables that show how preference pairs of responses are made.</summary>
public static class LanguageTables
{
    /// <summary>One edit of each type: the first sentence that differs, in the first scene that allows the
    /// type.</summary>
    /// <param name="first">Seed of the first scene that is tried.</param>
    public static Table Edits(int first) =>
        Table.From("edits", Enum.GetValues<EditType>().Select(type => FirstEdit(first, type)))
        .WithCaption("One edit of each type: the first sentence that differs, in the first scene that allows the type");

    /// <summary>The three samples of AdaViP's Figure 1, and the one thing in which each rejected one differs.</summary>
    /// <param name="name">The table's name.</param>
    /// <param name="chosen">The preferred response.</param>
    /// <param name="rejected">The language-rejected response.</param>
    /// <param name="removed">What the vision-rejected image lacks.</param>
    public static Table Samples(string name, Caption chosen, Caption rejected, string removed) => Table.From(name, new[]
        {
            new { Sample = "preferred", Image = "I_w", Differs = "", Response = chosen.Text },
            new
            {
                Sample = "language-rejected", Image = "I_w", Differs = WordDistance.Changes(chosen.Text, rejected.Text),
                Response = rejected.Text,
            },
            new
            {
                Sample = "vision-rejected", Image = "I_l", Differs = $"no {removed} in the image",
                Response = chosen.Text,
            },
        })
        .Column("Differs", header: "what differs from the preferred")
        .WithCaption("The three samples: each rejected one differs in one thing");

    /// <summary>What the detectors found, in percent.</summary>
    /// <param name="name">The table's name.</param>
    /// <param name="rows">What they found.</param>
    public static Table Detector(string name, IReadOnlyList<DetectorRow> rows) => Table.From(name, rows.Select(r => new
    {
        r.Name, r.Pairs, Alone = 100 * r.Alone.Value, Low = 100 * r.Alone.Low, High = 100 * r.Alone.High,
        SideBySide = 100 * r.SideBySide.Value, Style = 100 * r.Style.Value,
    }))
        .Column("Name", header: "rejected response").Column("Pairs", header: "pairs")
        .Column("Alone", header: "seen alone", unit: "%", format: "0.0")
        .Column("Low", header: "95 % interval from", format: "0.0").Column("High", header: "to", format: "0.0")
        .Column("SideBySide", header: "side by side", unit: "%", format: "0.0")
        .Column("Style", header: "style alone", unit: "%", format: "0.0")
        .WithCaption("Accuracy of shortcut detectors, cross-validated over pairs");

    /// <summary>Statistics of style: rejected minus preferred, mean over pairs with Student's 95 % intervals.</summary>
    /// <param name="name">The table's name.</param>
    /// <param name="set">The pairs, at least two.</param>
    public static Table Style(string name, NegativeSet set)
    {
        var profiles =
            set.Chosen.Zip(
                set.Rejected,
                    (c, r) => (Chosen: StyleProfile.Of(c).Statistics, Rejected: StyleProfile.Of(r).Statistics))
                    .ToArray();
        return Table.From(name, Enumerable.Range(0, profiles[0].Chosen.Count).Select(k => (
                Statistic: profiles[0].Chosen[k].Name, Preferred: profiles.Average(p => p.Chosen[k].Value),
                Difference: ConfidenceInterval.OfMean(profiles.Select(p => p.Rejected[k].Value - p.Chosen[k].Value))))
            .Select(r =>
                new { r.Statistic, r.Preferred, Difference = r.Difference.Mean, r.Difference.Low, r.Difference.High }))
            .Column("Preferred", header: "preferred", format: "0.00")
            .Column("Difference", header: "rejected minus preferred", format: "0.000")
            .Column("Low", header: "95 % interval from", format: "0.000").Column("High", header: "to", format: "0.000")
            .WithCaption($"Style of '{set.Name}', {profiles.Length} pairs");
    }

    /// <summary>POVID's three kinds of hallucination, each written into a description of the first scene that allows
    /// it.</summary>
    /// <param name="first">Seed of the first scene that is tried.</param>
    public static Table Injections(int first) =>
        Table.From("injections", Enum.GetValues<InjectionKind>().Select(kind => FirstInjection(first, kind)))
        .WithCaption("Hallucinations written into preferred responses: the sentences that differ");

    /// <summary>HA-DPO's rewriting: what the model said and its correction, in two styles, then in one.</summary>
    /// <param name="first">Seed of the first scene that is tried.</param>
    public static Table WritingStyles(int first)
    {
        var pair = Enumerable.Range(first, 1000).Select(seed => StyleConsistency.Examples(seed, 1))
            .First(p => p.Count > 0)[0];
        return Table.From("styles", new[]
            {
                new { Text = "said by the model", Rejected = pair.Said.Text, Chosen = pair.Corrected.Text },
                new { Text = "in one style", Rejected = pair.Rejected.Text, Chosen = pair.Chosen.Text },
            })
            .Column("Text", header: "").Column("Rejected", header: "rejected: the model's description")
            .Column("Chosen", header: "preferred: its correction")
            .WithCaption("A description and its correction, before and after both are rewritten in one style");
    }

    /// <summary>Re-Align's rejected answer: the response to one scene, filled in from the most similar other
    /// one.</summary>
    /// <param name="examples">The scenes; they also serve as the pool.</param>
    /// <param name="index">Which of them is asked about.</param>
    /// <param name="embedder">Says which images are similar, such as a trained CLIP's image encoder; their color
    /// layout if null.</param>
    public static Table Retrieved(IReadOnlyList<SceneExample> examples, int index, IImageEmbedder? embedder = null)
    {
        var other =
            new ImagePool([.. examples.Select(e => e.Image)], embedder
                ?? new ColorLayoutEmbedder()).Nearest(examples[index].Image);
        if (other < 0) throw new ArgumentException("there is no other image among the examples", nameof(examples));
        var answer =
            RetrievedAnswer.Rewrite(examples[index].Scene, examples[index].Caption, examples[other].Scene,
                new SeededRandom(index));
        return Table.From("retrieved-answer",
            examples[index].Caption.Sentences.Select((s, i) =>
                new { Preferred = s.Text, Rejected = answer?.Sentences[i].Text ?? s.Text }))
            .WithCaption(
                $"The response to scene {examples[index].Seed}, rewritten from " +
                $"scene {examples[other].Seed}, the most similar one");
    }

    /// <summary>What retrieval found.</summary>
    /// <param name="rows">One for each search.</param>
    public static Table Retrieval(IReadOnlyList<RetrievalRow> rows) => Table.From("retrieval", rows.Select(r => new
    {
        r.Search, Place = 100 * r.SamePlace.Value, Categories = 100 * r.SharedCategories.Value,
        Low = 100 * r.SharedCategories.Low, High = 100 * r.SharedCategories.High
    }))
        .Column("Search", header: "search").Column("Place", header: "same place", unit: "%", format: "0.0")
        .Column("Categories", header: "shared categories", unit: "%", format: "0.0")
        .Column("Low", header: "95 % interval from", format: "0.0").Column("High", header: "to", format: "0.0")
        .WithCaption("How alike an image and the one retrieved for it are");

    /// <summary>How augmentations were chosen, and how often that was a false rejection.</summary>
    /// <param name="outcomes">One for each way to choose.</param>
    public static Table Augmentations(IReadOnlyList<AugmentationOutcome> outcomes) =>
        Table.From("augmentations", outcomes.Select(o => new
        {
            o.Choice, Share = 100 * o.FalseRejections.Value, Low = 100 * o.FalseRejections.Low,
            High = 100 * o.FalseRejections.High, o.Similarity
        }))
        .Column("Choice", header: "choice").Column("Share", header: "false rejections", unit: "%", format: "0.0")
        .Column("Low", header: "95 % interval from", format: "0.0").Column("High", header: "to", format: "0.0")
        .Column("Similarity", header: "cosine to the original", format: "0.00")
        .WithCaption("Rejected images that still show what the prompt asks about");

    /// <summary>Editors side by side.</summary>
    /// <param name="rows">One for each.</param>
    public static Table Editors(IReadOnlyList<EditorRow> rows) => Table.From("editors", rows.Select(r => new
    {
        r.Editor, Yield = 100 * r.Yield.Value, Wrong = 100 * r.Wrong.Value, CoOccurring = 100 * r.CoOccurring.Value,
        Alone = 100 * r.Found.Alone.Value, Low = 100 * r.Found.Alone.Low, High = 100 * r.Found.Alone.High,
        SideBySide = 100 * r.Found.SideBySide.Value,
    }))
        .Column("Editor", header: "editor").Column("Yield", header: "responses edited", unit: "%", format: "0.0")
        .Column("Wrong", header: "edits that are wrong", unit: "%", format: "0.0")
        .Column("CoOccurring", header: "injected co-occurring objects", unit: "%", format: "0.0")
        .Column("Alone", header: "detector, alone", unit: "%", format: "0.0")
        .Column("Low", header: "95 % interval from", format: "0.0")
        .Column("High", header: "to", format: "0.0")
        .Column("SideBySide", header: "side by side", unit: "%", format: "0.0")
        .WithCaption("Four editors on the same responses");

    /// <summary>What editors that fail at some rates leave behind.</summary>
    /// <param name="outcomes">One for each pair of rates.</param>
    public static Table Failures(IReadOnlyList<EditorOutcome> outcomes) =>
        Table.From("editor-failures", outcomes.Select(o => new
        {
            Harmless = 100 * o.Harmless, Restyled = 100 * o.Restyled, Wrong = 100 * o.Wrong.Value,
            Detector = 100 * o.Detector.Value, Low = 100 * o.Detector.Low, High = 100 * o.Detector.High, o.LongerBy,
        }))
        .Column("Harmless", header: "left true", unit: "%", format: "0")
        .Column("Restyled", header: "style lost", unit: "%", format: "0")
        .Column("Wrong", header: "rejected that are wrong", unit: "%", format: "0.0")
        .Column("Detector", header: "detector", unit: "%", format: "0.0")
        .Column("Low", header: "95 % interval from", format: "0.0").Column("High", header: "to", format: "0.0")
        .Column("LongerBy", header: "longer by", unit: "words", format: "0.00")
        .WithCaption("The balanced editor, failing at set rates");

    private static InjectionRow FirstInjection(int first, InjectionKind kind)
    {
        for (var seed = first; ; seed++)
        {
            var example = SceneExample.Of(seed);
            if (HallucinationInjector.Inject(example.Scene, example.Caption, kind,
                new SeededRandom(seed)) is not { } injection) continue;
            return new(kind, seed, Only(example.Caption, injection.Rejected),
                Only(injection.Rejected, example.Caption));
        }

        // The sentences of one that the other lacks.
        static string Only(Caption these, Caption those) =>
            string.Join(' ',
                these.Sentences.Select(s => s.Text).Except(those.Sentences.Select(s => s.Text))) is { Length: > 0 } text
                ? text : "–";
    }

    private static EditRow FirstEdit(int first, EditType type)
    {
        for (var seed = first; ; seed++)
        {
            var scene = SceneExample.Of(seed).Scene;
            var random = new SeededRandom(seed);
            if (ResponseWriter.Write(scene, TaskOf(type), random) is not { } response) continue;
            if (CaptionEditor.Uniform.Edit(scene, response, type, random) is not { } edit) continue;
            var (before, after) = response.Sentences.Zip(edit.Rejected.Sentences)
                .First(s => s.First.Text != s.Second.Text);
            return new(type, seed, before.Text, after.Text);
        }
    }

    /// <summary>The task whose responses can be edited so.</summary>
    internal static ResponseTask TaskOf(EditType type) => type switch
    {
        EditType.Comparison => ResponseTask.Compare,
        EditType.Reasoning => ResponseTask.Reason,
        _ => ResponseTask.Describe,
    };

    private sealed record InjectionRow(InjectionKind Kind, int Scene, string Preferred, string Rejected);

    private sealed record EditRow(EditType Type, int Scene, string Preferred, string Rejected);
}
