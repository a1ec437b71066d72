using System.Globalization;
using ResearchKit.Benchmarks;
using ResearchKit.Figures;
using ResearchKit.Scenes;

namespace ResearchKit.Experiments.VisionLanguage;

/// <summary>The tables of the vision-language lab: means over seeds with 95 % intervals, in percent.</summary>
public static class VisionLanguageTables
{
    /// <summary>AdaViP's Table 2: F1 of No by kind of question, and what the paper printed.</summary>
    /// <param name="name">The table's name.</param>
    /// <param name="arms">Arms in the order of the paper's rows, each with its evaluation per seed.</param>
    /// <param name="caption">What it shows.</param>
    public static Table Ablation(
        string name, IReadOnlyList<(string Arm, SceneEvaluation[] Seeds)> arms, string caption) =>
        BesideThePaper(name, arms.Zip(PublishedTables.AdavipTable2(), (arm, paper) => (arm.Arm, arm.Seeds, paper)),
        [
            new("Existence", "existence F1", e => e.F1(QuestionKind.Existence), p => $"{p.Existence}"),
            new("Attribute", "attribute F1", e => e.F1(QuestionKind.Attribute), p => $"{p.Attribute}"),
            new("Relation", "relation F1", e => e.F1(QuestionKind.Relation), p => $"{p.Relation}"),
            new("F1", "F1", e => e.PooledF1, p => $"{p.F1}"),
            new("Accuracy", "accuracy", e => e.Accuracy, p => $"{p.Accuracy}"),
        ]).WithCaption(caption);

    /// <summary>
    /// AdaViP's Table 1 as far as scenes can tell: Object HalBench's rates of responses and of mentions without an
    /// invention, AMBER's CHAIR and Cog, the AMBER score, and MMHal-Bench's two columns, of its holistic question
    /// alone, by a judge of rules; what the paper printed for 7B beside each.
    /// </summary>
    /// <param name="name">The table's name.</param>
    /// <param name="arms">The paper's name of each arm, ours, and its evaluation per seed.</param>
    /// <param name="caption">What it shows.</param>
    public static Table Hallucination(
        string name, IReadOnlyList<(string Paper, string Arm, SceneEvaluation[] Seeds)> arms, string caption) =>
        BesideThePaper(name, arms.Select(arm => (arm.Arm, arm.Seeds,
            PublishedTables.AdavipTable1().Single(r => r.Method == arm.Paper && r.Size == "7B"))),
        [
            new("Rsp", "Non-Rsp ↑", e => 1 - e.Hal, p => $"{p.NonRsp}"),
            new("Men", "Non-Men ↑", e => 1 - e.Chair, p => $"{p.NonMen}"),
            new("Chair", "CHAIR ↓", e => e.Chair, p => $"{p.Chair}"),
            new("Cog", "Cog ↓", e => e.Cog, p => $"{p.Cog}"),
            new("Score", "AMBER ↑", e => (1 - e.Chair + e.PooledF1) / 2, p => $"{p.AmberScore}"),
            new("Rating", "MMHal score ↑", e => e.MmHalScore / 100, p => $"{p.MmhalScore}", "0.00"),
            new("Rate", "MMHal rate ↓", e => e.MmHalRate, p => $"{p.MmhalRate}"),
        ]).WithCaption(caption);

    /// <summary>AMBER's generative metrics beside the discriminative ones, a row for each arm.</summary>
    public static Table Scores(
        string name, IReadOnlyList<(string Arm, SceneEvaluation[] Seeds)> arms, string caption) =>
        Table.From(name, arms.Select(arm => new
        {
            arm.Arm,
            Chair = Text(arm.Seeds, e => e.Chair), Cover = Text(arm.Seeds, e => e.Cover),
            Hal = Text(arm.Seeds, e => e.Hal), Cog = Text(arm.Seeds, e => e.Cog),
            False = Text(arm.Seeds, e => e.FalseFacts), F1 = Text(arm.Seeds, e => e.PooledF1),
            Accuracy = Text(arm.Seeds, e => e.Accuracy), Yes = Text(arm.Seeds, e => e.YesRate),
        }))
        .Column("Arm", header: "").Column("Chair", header: "CHAIR ↓").Column("Cover", header: "Cover ↑")
        .Column("Hal", header: "Hal ↓").Column("Cog", header: "Cog ↓").Column("False", header: "false facts ↓")
        .Column("F1", header: "F1 ↑").Column("Accuracy", header: "accuracy ↑").Column("Yes", header: "yes rate")
        .Span("descriptions", "Chair", "Cover", "Hal", "Cog", "False").Span("answers", "F1", "Accuracy", "Yes")
        .WithCaption(caption);

    /// <summary>A measure of the lab, and the paper's number as it was printed.</summary>
    private sealed record Measure<TRow>(
        string Key, string Header, Func<SceneEvaluation, double> Here, Func<TRow, string> Paper, string Format = "0.0");

    // For each measure two columns, ours and the paper's, below its name.
    private static Table BesideThePaper<TRow>(
        string name, IEnumerable<(string Arm, SceneEvaluation[] Seeds, TRow Paper)> arms, Measure<TRow>[] measures)
    {
        var table = Table.From(name, arms.Select(arm => measures
            .SelectMany(m => (KeyValuePair<string, object?>[])
            [
                new(m.Key, Text(arm.Seeds, m.Here, m.Format)), new(m.Key + "Paper", m.Paper(arm.Paper)),
            ])
            .Prepend(new("Arm", arm.Arm)))).Column("Arm", header: "");
        return measures.Aggregate(table, (shown, m) => shown
            .Column(m.Key, header: "here").Column(m.Key + "Paper", header: "paper")
            .Span(m.Header, m.Key, m.Key + "Paper"));
    }

    private static string Text(
        SceneEvaluation[] seeds, Func<SceneEvaluation, double> of, string format = "0.0")
    {
        var i = ConfidenceInterval.OfMean(seeds.Select(s => 100 * of(s)));
        return $"{Number(i.Mean)} ± {Number(i.HalfWidth)}";

        string Number(double value) => value.ToString(format, CultureInfo.InvariantCulture);
    }
}
