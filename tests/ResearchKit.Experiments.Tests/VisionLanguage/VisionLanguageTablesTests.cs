using ResearchKit.Benchmarks.YesNo;
using ResearchKit.Experiments.VisionLanguage;
using ResearchKit.Scenes;

namespace ResearchKit.Experiments.Tests.VisionLanguage;

/// <summary>Ours stands beside the paper's number in every row, two seeds with Student's half width.</summary>
public sealed class VisionLanguageTablesTests
{
    // Rates of 0.1 and 0.2: mean 15 %, half width t(0.975, 1) * sd / sqrt(2) = 12.706 * 5 = 63.5.
    private static readonly SceneEvaluation[] Seeds = [With(0.1), With(0.2)];

    [Fact]
    public void TableOneHasThePapersNumbersOf7B()
    {
        string[] lines = VisionLanguageTables.Hallucination("t", [("VCD", "ours", Seeds)], "c").ToCsv().Split('\n');
        Assert.Equal("Arm,Rsp,RspPaper,Men,MenPaper,Chair,ChairPaper,Cog,CogPaper,Score,ScorePaper,Rating,RatingPaper,"
            + "Rate,RatePaper", lines[0]);
        Assert.StartsWith("ours,85.0 ± 63.5,51.2,85.0 ± 63.5,75.7,15.0 ± 63.5,", lines[1]);
        Assert.EndsWith(",2.12,15.0 ± 63.5,54.2", lines[1]);
    }

    // Two of two questions answered right: F1 and accuracy are 1.
    [Fact]
    public void TableTwoHasTheRowsInThePapersOrder()
    {
        var table = VisionLanguageTables.Ablation("t", [("start", Seeds), ("DPO", Seeds)], "c");
        var lines = table.ToCsv().Split('\n');
        Assert.Equal("Arm,Existence,ExistencePaper,Attribute,AttributePaper,Relation,RelationPaper,F1,F1Paper,Accuracy,"
            + "AccuracyPaper", lines[0]);
        Assert.Equal("start,100.0 ± 0.0,64.4,100.0 ± 0.0,65.5,100.0 ± 0.0,62.4,100.0 ± 0.0,74.7,100.0 ± 0.0,73.9",
            lines[1]);
        Assert.StartsWith("DPO,100.0 ± 0.0,90.3,", lines[2]);
    }

    private static SceneEvaluation With(double rate) => new()
    {
        Answers = new[] { QuestionKind.Existence, QuestionKind.Attribute, QuestionKind.Relation }
            .ToDictionary(kind => kind, _ => new YesNoCounts(1, 0, 1, 0, 0, 0)),
        Chair = rate, Cover = rate, Hal = rate, Cog = rate, FalseFacts = rate, Broken = 0, Facts = 1,
        MmHalScore = 3, MmHalRate = rate,
    };
}
