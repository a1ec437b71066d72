using ResearchKit.Benchmarks.SceneSuites;
using ResearchKit.Benchmarks.Scoring;

namespace ResearchKit.Tests.Benchmarks.SceneSuites;

public sealed class SceneSuiteTests
{
    [Fact]
    public void TheSameSeedWritesTheSameBytes()
    {
        using var first = new Folder();
        using var second = new Folder();
        var version = SceneSuite.Generate(30, 5).Write(first.Path);
        Assert.Equal(version, SceneSuite.Generate(30, 5).Write(second.Path));
        Assert.NotEqual(version, SceneSuite.Generate(30, 6).Write(second.Path));
        Assert.Contains(version, File.ReadAllText(Path.Combine(first.Path, "suite.json")));
    }

    [Fact]
    public void WhoKnowsTheSceneIsRightInEveryBenchmark()
    {
        using var folder = new Folder();
        var scores = Score(folder, new ErringResponder(0, 0));
        Assert.Equal(("0.0", "100.0", "0.0"),
            (scores["amber"]["chair"].Printed, scores["amber"]["cover"].Printed, scores["amber"]["hal"].Printed));
        Assert.Equal(("100.0", "100.0"), (scores["amber"]["accuracy"].Printed, scores["amber"]["relation_f1"].Printed));
        Assert.Equal(("0.0", "0.0", "100.0"),
            (scores["chair"]["chairs"].Printed, scores["chair"]["chairi"].Printed, scores["chair"]["recall"].Printed));
        Assert.Equal("1.0", scores["pope"]["accuracy"].Printed);
        Assert.Equal(("6.00", "0.00"),
            (scores["mmhal"]["score"].Printed, scores["mmhal"]["hallucination_rate"].Printed));
    }

    [Fact]
    public void ErrorsShowAtTheirRate()
    {
        using var folder = new Folder();
        var scores = Score(folder, new ErringResponder(0.3, 0.2));
        Assert.InRange(scores["pope"]["accuracy"].Value, 0.75, 0.85);
        Assert.InRange(scores["amber"]["accuracy"].Value, 76, 84);
        Assert.InRange(scores["chair"]["chairi"].Value, 5, 40);
        Assert.True(scores["mmhal"]["hallucination_rate"].Value is > 0.05 and < 0.35);
    }

    [Fact]
    public void ALeaningToYesShowsInTheYesRatio()
    {
        using var folder = new Folder();
        Assert.True(Score(folder, new ErringResponder(0, 0.3, yes: 1))["pope"]["yes_bias"].Value > 0.1);
    }

    private static Dictionary<string, EvaluationResult> Score(Folder folder, ISceneResponder responder)
    {
        var suite = SceneSuite.Generate(120, 11);
        suite.Write(folder.Path);
        SceneAnswers.Write(suite, responder, folder.Of("answers"));
        return new()
        {
            ["amber"] =
            Run("amber", "amber.json", ("annotations", "amber/annotations.json"),
                ("association", "amber/relation.json"), ("safe-words", "amber/safe_words.txt")),
            ["chair"] = Run("chair", "chair.jsonl", ("annotations", "chair"), ("synonyms", "chair/synonyms.txt")),
            ["pope"] = Run("pope", "pope_adversarial.jsonl", ("annotations", "pope/scenes_pope_adversarial.json")),
            ["mmhal"] =
            Run("mmhal", "mmhal.json", ("annotations", "mmhal/template.json"),
                ("replies", "answers/mmhal_replies.jsonl")),
        };

        EvaluationResult Run(string name, string answers, params (string Name, string Path)[] inputs)
        {
            var result =
                BenchmarkFixtures.Score(name, folder.Of("answers/" + answers),
                    inputs: [.. inputs.Select(i => (i.Name, folder.Of(i.Path)))]);
            Assert.True(result.Complete);
            Assert.Equal(0, result.Problems.Dropped);
            return result;
        }
    }

    private sealed class Folder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory().FullName;

        public string Of(string name) => System.IO.Path.Combine(Path, name);

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
