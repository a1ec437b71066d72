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
        Table.From(name, arms.Zip(PublishedTables.AdavipTable2(), (arm, paper) => new
        {
            arm.Arm,
            Existence = Text(arm.Seeds, e => e.F1(QuestionKind.Existence)), ExistencePaper = $"{paper.Existence}",
            Attribute = Text(arm.Seeds, e => e.F1(QuestionKind.Attribute)), AttributePaper = $"{paper.Attribute}",
            Relation = Text(arm.Seeds, e => e.F1(QuestionKind.Relation)), RelationPaper = $"{paper.Relation}",
            F1 = Text(arm.Seeds, e => e.PooledF1), F1Paper = $"{paper.F1}",
            Accuracy = Text(arm.Seeds, e => e.Accuracy), AccuracyPaper = $"{paper.Accuracy}",
        }))
        .Column("Arm", header: "")
        .Column("Existence", header: "here").Column("ExistencePaper", header: "paper")
        .Column("Attribute", header: "here").Column("AttributePaper", header: "paper")
        .Column("Relation", header: "here").Column("RelationPaper", header: "paper")
        .Column("F1", header: "here").Column("F1Paper", header: "paper")
        .Column("Accuracy", header: "here").Column("AccuracyPaper", header: "paper")
        .Span("existence F1", "Existence", "ExistencePaper").Span("attribute F1", "Attribute", "AttributePaper")
        .Span("relation F1", "Relation", "RelationPaper").Span("F1", "F1", "F1Paper")
        .Span("accuracy", "Accuracy", "AccuracyPaper").WithCaption(caption);

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
        Table.From(name, arms.Select(arm =>
        {
            var paper = PublishedTables.AdavipTable1().Single(r => r.Method == arm.Paper && r.Size == "7B");
            return new
            {
                arm.Arm,
                Rsp = Text(arm.Seeds, e => 1 - e.Hal), RspPaper = $"{paper.NonRsp}",
                Men = Text(arm.Seeds, e => 1 - e.Chair), MenPaper = $"{paper.NonMen}",
                Chair = Text(arm.Seeds, e => e.Chair), ChairPaper = $"{paper.Chair}",
                Cog = Text(arm.Seeds, e => e.Cog), CogPaper = $"{paper.Cog}",
                Score = Text(arm.Seeds, e => (1 - e.Chair + e.PooledF1) / 2), ScorePaper = $"{paper.AmberScore}",
                Rating = Text(arm.Seeds, e => e.MmHalScore / 100, "0.00"), RatingPaper = $"{paper.MmhalScore}",
                Rate = Text(arm.Seeds, e => e.MmHalRate), RatePaper = $"{paper.MmhalRate}",
            };
        }))
        .Column("Arm", header: "")
        .Column("Rsp", header: "here").Column("RspPaper", header: "paper")
        .Column("Men", header: "here").Column("MenPaper", header: "paper")
        .Column("Chair", header: "here").Column("ChairPaper", header: "paper")
        .Column("Cog", header: "here").Column("CogPaper", header: "paper")
        .Column("Score", header: "here").Column("ScorePaper", header: "paper")
        .Column("Rating", header: "here").Column("RatingPaper", header: "paper")
        .Column("Rate", header: "here").Column("RatePaper", header: "paper")
        .Span("Non-Rsp ↑", "Rsp", "RspPaper").Span("Non-Men ↑", "Men", "MenPaper")
        .Span("CHAIR ↓", "Chair", "ChairPaper").Span("Cog ↓", "Cog", "CogPaper")
        .Span("AMBER ↑", "Score", "ScorePaper").Span("MMHal score ↑", "Rating", "RatingPaper")
        .Span("MMHal rate ↓", "Rate", "RatePaper").WithCaption(caption);

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

    private static string Text(
        SceneEvaluation[] seeds, Func<SceneEvaluation, double> of, string format = "0.0")
    {
        var i = ConfidenceInterval.OfMean(seeds.Select(s => 100 * of(s)));
        return $"{Number(i.Mean)} ± {Number(i.HalfWidth)}";

        string Number(double value) => value.ToString(format, CultureInfo.InvariantCulture);
    }
}
