using System.Text.Json;
using ResearchKit.Benchmarks.Pope;
using ResearchKit.Benchmarks.Reading;
using ResearchKit.Benchmarks.Scoring;
using ResearchKit.Benchmarks.YesNo;

namespace ResearchKit.Tests.Benchmarks.Pope;

/// <summary>Numbers and questions come from <c>expected_pope.py</c>, which draws with Python's own generator.</summary>
public sealed class PopeBenchmarkTests
{
    [Theory, InlineData("all-yes"), InlineData("all-no"), InlineData("mixed"), InlineData("good")]
    public void PrintsWhatTheOfficialScriptPrints(string name)
    {
        var printed =
            Score(BenchmarkFixtures.Of("Pope", $"answers-{name}.jsonl")).Metrics.ToDictionary(m => m.Key,
                m => m.Printed);
        foreach (var (key, value) in BenchmarkFixtures.Expected("Pope", name)) Assert.Equal((key, value),
            (key, printed[key]));
        // The script stops where there is nothing to divide by; the other numbers are printed nevertheless.
        if (name == "all-no") Assert.Equal("n/a", printed["precision"]);
    }

    [Theory]
    [InlineData("random", PopeStrategy.Random), InlineData("popular", PopeStrategy.Popular),
    InlineData("adversarial", PopeStrategy.Adversarial)]
    public void DrawsTheQuestionsThatPythonDraws(string file, PopeStrategy strategy)
    {
        PopeImage[] images =
            [.. RecordFile.Read(BenchmarkFixtures.Of("Pope", "images.jsonl"))
                .Select(r => new PopeImage(r.Text("image")!, r.Texts("objects")!))];
        var questions = PopeSampler.Sample(images, 20230517, 25)[strategy];
        var expected = File.ReadLines(BenchmarkFixtures.Of("Pope", file + ".jsonl"))
            .Select(line => JsonSerializer.Deserialize<JsonElement>(line));
        Assert.Equal(
            expected.Select(e =>
                (e.GetProperty("question_id").GetInt32(), e.GetProperty("image").GetString(),
                e.GetProperty("text").GetString(), e.GetProperty("label").GetString())),
            questions.Select(q => (q.QuestionId, (string?)q.Image, (string?)q.Text, (string?)q.Label)));
    }

    [Fact]
    public void AnswersWithoutIdsStandInTheOrderOfTheQuestions()
    {
        var rows = File.ReadLines(BenchmarkFixtures.Of("Pope", "answers-good.jsonl")).Select(line =>
            JsonSerializer.Serialize(
                new { answer = JsonSerializer.Deserialize<JsonElement>(line).GetProperty("text").GetString() }));
        using var file = new BenchmarkFixtures.TemporaryFile(string.Join('\n', rows), ".jsonl");
        Assert.Equal(BenchmarkFixtures.Expected("Pope", "good")["f1"], Score(file.Path)["f1"].Printed);
    }

    [Fact]
    public void TooFewKindsOfObjectsAreAnError()
    {
        PopeImage[] images = [.. Enumerable.Range(0, 5).Select(i => new PopeImage($"{i}.jpg", ["cup", "dog", "cat"]))];
        Assert.Throws<ArgumentException>(() => PopeSampler.Sample(images, 1, 5));
        Assert.Throws<ArgumentException>(() => PopeSampler.Sample(images, 1, 6));
    }

    // What public reports about yes/no scripts are about: the left column is what a person reads.
    [Theory]
    [InlineData("Yes", YesNoAnswer.Yes, YesNoAnswer.Yes)]
    [InlineData("yes.", YesNoAnswer.Yes, YesNoAnswer.Yes)]
    [InlineData("NO", YesNoAnswer.No, YesNoAnswer.Yes)]
    [InlineData("No\nThe image is empty.", YesNoAnswer.No, YesNoAnswer.Yes)]
    [InlineData("\"No\"", YesNoAnswer.No, YesNoAnswer.Yes)]
    [InlineData("The table is empty. So the answer is no.", YesNoAnswer.No, YesNoAnswer.Yes)]
    [InlineData("There is no fork on the left, but one on the right. Therefore, yes.", YesNoAnswer.Yes, YesNoAnswer.No)]
    [InlineData("Let me look: a bowl, a cup. Answer: Yes", YesNoAnswer.Yes, YesNoAnswer.Yes)]
    [InlineData("It isn't visible", YesNoAnswer.No, YesNoAnswer.Yes)]
    [InlineData("yes or no?", YesNoAnswer.Neither, YesNoAnswer.Yes)]
    [InlineData("I cannot tell", YesNoAnswer.Neither, YesNoAnswer.Yes)]
    [InlineData("Nothing like it", YesNoAnswer.Neither, YesNoAnswer.Yes)]
    [InlineData("", YesNoAnswer.Neither, YesNoAnswer.Yes)]
    public void ReadsAnswers(string text, YesNoAnswer person, YesNoAnswer script)
    {
        Assert.Equal(person, YesNoReader.Read(text));
        Assert.Equal(script, YesNoReader.ReadAsPope(text));
    }

    private static EvaluationResult Score(string answers) =>
        BenchmarkFixtures.Score("pope", answers,
            inputs: [("annotations", BenchmarkFixtures.Of("Pope", "random.jsonl"))]);
}
