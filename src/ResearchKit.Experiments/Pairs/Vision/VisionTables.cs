using System.Globalization;
using ResearchKit.Figures;

namespace ResearchKit.Experiments.Pairs.Vision;

/// <summary>Tables that say how good the learned models are; shares are in percent, intervals are Wilson's at 95
/// %.</summary>
public static class VisionTables
{
    /// <summary>Precision and recall of an image tagger, one row for each category and one for all.</summary>
    /// <param name="name">The table's name.</param>
    /// <param name="scores">As <see cref="TaggingScore.Of"/> gives them.</param>
    public static Table Tagging(string name, IReadOnlyList<TaggingScore> scores) =>
        Table.From(name, scores.Select(s => new
        { s.Tag, s.Scenes, Precision = 100 * s.Precision, Recall = 100 * s.Recall }))
        .Column("Tag", header: "category").Column("Scenes", header: "scenes that have it")
        .Column("Precision", header: "precision", unit: "%", format: "0.0")
        .Column("Recall", header: "recall", unit: "%", format: "0.0")
        .WithCaption("What the image tagger names, on scenes that it did not learn from");

    /// <summary>How often a detector finds what is there, where, and how often it finds what is not.</summary>
    /// <param name="name">The table's name.</param>
    /// <param name="detections">As <see cref="Detection.Of"/> gives them.</param>
    public static Table Detections(string name, IReadOnlyList<Detection> detections)
    {
        var there = detections.Where(d => d.IsThere).ToArray();
        return Shares(name, "How the detector answers to the noun of every category in every scene",
        [
            ("there, and a box is given", Proportion.Of([.. there.Select(d => d.Box is not null)])),
            ("there, and the box overlaps it by more than half",
            Proportion.Of([.. there.Select(d => d.Overlap > 0.5)])),
            ("there, and the box overlaps it by more than three quarters",
            Proportion.Of([.. there.Select(d => d.Overlap > 0.75)])),
            ("not there, and a box is given all the same",
            Proportion.Of([.. detections.Where(d => !d.IsThere).Select(d => d.Box is not null)])),
        ]);
    }

    /// <summary>Retrieval accuracy in both directions.</summary>
    /// <param name="name">The table's name.</param>
    /// <param name="retrieval">The ranks.</param>
    public static Table Retrieval(string name, Retrieval retrieval) =>
        Shares(name, $"Finding the right one of {retrieval.ImageRanks.Count}",
    [
        ("caption of an image, R@1", retrieval.CaptionOfImage(1)),
        ("caption of an image, R@5", retrieval.CaptionOfImage(5)),
        ("image of a caption, R@1", retrieval.ImageOfCaption(1)),
        ("image of a caption, R@5", retrieval.ImageOfCaption(5)),
    ]);

    /// <summary>How often, and how far, a sentence's score falls when an object goes away, by what that does to the
    /// sentence.</summary>
    /// <param name="name">The table's name.</param>
    /// <param name="responses">As <see cref="RemovalResponse.Of"/> gives them.</param>
    public static Table Removal(string name, IReadOnlyList<RemovalResponse> responses) => Table.From(name, responses
        .GroupBy(r => (r.StillTrue, r.IsRelation)).OrderBy(g => g.Key)
        .Select(g =>
            (Sentence: (g.Key.IsRelation ? "a relation" : "a description") +
            (g.Key.StillTrue ? ", still true" : ", now false"),
            Cases: g.Count(), Falls: Proportion.Of([.. g.Select(r => r.Drop > 0)]), Drop: g.Average(r => r.Drop)))
        .Select(g =>
            new
            {
                g.Sentence, g.Cases, Falls = 100 * g.Falls.Value, Low = 100 * g.Falls.Low, High = 100 * g.Falls.High,
                g.Drop
            }))
        .Column("Sentence", header: "sentence").Column("Cases", header: "cases")
        .Column("Falls", header: "score falls", unit: "%", format: "0.0")
        .Column("Low", header: "95 % interval from", format: "0.0").Column("High", header: "to", format: "0.0")
        .Column("Drop", header: "mean fall", format: "0.000")
        .WithCaption("What removing one object, without a trace, does to the score of a sentence");

    /// <summary>How often stages that see pixels remove what the oracle would remove, and how often chance
    /// would.</summary>
    /// <param name="name">The table's name.</param>
    /// <param name="choices">One for each scene.</param>
    public static Table Agreement(string name, IReadOnlyList<ChoiceAgreement> choices)
    {
        (string Scenes, ChoiceAgreement[] Choices)[] groups =
        [
            ("all", [.. choices]), ("the oracle has one favorite", [.. choices.Where(c => c.IsUnique)]),
            ("several tie", [.. choices.Where(c => !c.IsUnique)]),
        ];
        return Table.From(name, groups.Where(g => g.Choices.Length > 0)
            .Select(g =>
                (g.Scenes, Count: g.Choices.Length, Agreement: Share(g.Choices),
                Chance: g.Choices.Average(c => c.Chance)))
            .Select(g =>
                new
                {
                    g.Scenes, g.Count, Agree = 100 * g.Agreement.Value, Low = 100 * g.Agreement.Low,
                    High = 100 * g.Agreement.High, Chance = 100 * g.Chance
                }))
            .Column("Scenes", header: "scenes").Column("Count", header: "number")
            .Column("Agree", header: "same choice", unit: "%", format: "0.0")
            .Column("Low", header: "95 % interval from", format: "0.0").Column("High", header: "to", format: "0.0")
            .Column("Chance", header: "by chance", unit: "%", format: "0.0")
            .WithCaption("How often stages on pixels alone remove an object that the oracle would remove");
    }

    /// <summary>Which stage costs the agreement: shares of scenes in percent, causes of disagreement as numbers of
    /// scenes.</summary>
    /// <param name="name">The table's name.</param>
    /// <param name="exchanged">The oracle's pipeline with stages exchanged.</param>
    public static Table Exchanged(string name, IReadOnlyList<ExchangedStage> exchanged) => Table.From(name, exchanged
        .Select(e => (e.Name, Agree: Share(e.Choices), e.Choices)).Select(e => new
        {
            e.Name, Agree = 100 * e.Agree.Value, Low = 100 * e.Agree.Low, High = 100 * e.Agree.High,
            NotTagged = Count(e.Choices, DisagreementCause.NotTagged),
            NotFound = Count(e.Choices, DisagreementCause.NotFound),
            WrongObject = Count(e.Choices, DisagreementCause.WrongObject),
            NotPreferred = Count(e.Choices, DisagreementCause.NotPreferred),
        }))
        .Column("Name", header: "exchanged for pixels").Column("Agree", header: "same choice", unit: "%", format: "0.0")
        .Column("Low", header: "95 % interval from", format: "0.0").Column("High", header: "to", format: "0.0")
        .Column("NotTagged", header: "not named").Column("NotFound", header: "not found")
        .Column("WrongObject", header: "wrong object").Column("NotPreferred", header: "scored higher")
        .WithCaption(
            string.Create(CultureInfo.InvariantCulture,
                $"The oracle's pipeline with stages " +
                $"exchanged, {exchanged.Max(e => e.Choices.Count)} scenes; why choices differ, in numbers of scenes"));

    /// <summary>The share of scenes on which the choices agree.</summary>
    public static Measurement Share(IReadOnlyList<ChoiceAgreement> choices) =>
        Proportion.Of([.. choices.Select(c => c.Agrees)]);

    private static int Count(IReadOnlyList<ChoiceAgreement> choices, DisagreementCause cause) =>
        choices.Count(c => c.Cause == cause);

    private static Table Shares(string name, string caption, IEnumerable<(string What, Measurement Share)> rows) =>
        Table.From(name, rows.Select(r => new
        { r.What, Share = 100 * r.Share.Value, Low = 100 * r.Share.Low, High = 100 * r.Share.High }))
        .Column("What", header: "").Column("Share", header: "share", unit: "%", format: "0.0")
        .Column("Low", header: "95 % interval from", format: "0.0").Column("High", header: "to", format: "0.0")
        .WithCaption(caption);
}
