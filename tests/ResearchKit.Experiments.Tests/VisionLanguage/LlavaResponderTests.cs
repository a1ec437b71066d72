using ResearchKit.Benchmarks.SceneSuites;
using ResearchKit.Experiments.Benchmarking;
using ResearchKit.Experiments.VisionLanguage;
using ResearchKit.Scenes;

namespace ResearchKit.Experiments.Tests.VisionLanguage;

public sealed class LlavaResponderTests
{
    private static readonly HeldOutScenes Scenes = new(new(0, stream: 4), 60);

    [Fact]
    public void WhoKnowsTheHeldOutScenesIsRightInEveryBenchmark()
    {
        using var lab = new BenchmarkLab(Scenes.Suite(1)).Answer("truth", new ErringResponder(0, 0));
        double Value(string benchmark, string metric) => lab.Result("truth", benchmark)[metric].Value;
        Assert.Equal((0, 100, 100), (Value("amber", "chair"), Value("amber", "cover"), Value("amber", "accuracy")));
        Assert.Equal((0, 100, 1), (Value("chair", "chairs"), Value("chair", "recall"), Value("pope", "accuracy")));
    }

    [Fact]
    public void AnswerFilesOfAModelScoreAsItsAnswersDo()
    {
        var model = HallucinatingStart.Of(0);
        var direct = Scenes.Evaluate(model);
        var suite = Scenes.Suite(1);
        Assert.Equal(Scenes.Questions, suite.Questions.Count);
        using var lab = new BenchmarkLab(suite).Answer("start", new LlavaResponder(model, suite));
        double Amber(string metric) => lab.Result("start", "amber")[metric].Value;
        Assert.Equal(100 * direct.Accuracy, Amber("accuracy"), 0.06); // the script rounds to 0.1
        Assert.Equal(100 * direct.F1(QuestionKind.Existence), Amber("existence_f1"), 0.15); // from rounded parts
        Assert.Equal(100 * direct.F1(QuestionKind.Attribute), Amber("attribute_f1"), 0.15);
        Assert.Equal(100 * direct.F1(QuestionKind.Relation), Amber("relation_f1"), 0.15);
        Assert.Equal(100 * direct.Cover, Amber("cover"), 2.0); // sentences on relations name things, too
        Assert.Equal(100 * direct.Hal, Amber("hal"), 4.0);
        Assert.Equal(0, lab.Result("start", "pope").Problems.Dropped);
        Assert.InRange(lab.Result("start", "pope")["accuracy"].Value, 0.5, 0.99);
    }
}
