using System.CommandLine;
using System.Text.Json;
using ResearchKit.Cli.Commands;

namespace ResearchKit.Cli.Tests;

/// <summary><c>researchkit eval</c>, <c>audit</c> and <c>data check</c> on the sample files.</summary>
public sealed class EvalCommandTests
{
    private static readonly string Samples = ResearchKit.DataFolder.Find("samples/benchmarks")!;

    [Theory]
    [InlineData("amber", "amber.json", "--annotations", "amber/annotations.json", "--association",
    "amber/relation.json")]
    [InlineData("chair", "chair.jsonl", "--annotations", "chair", "--synonyms", "chair/synonyms.txt")]
    [InlineData("objhal", "chair.jsonl", "--annotations", "chair", "--synonyms", "chair/synonyms.txt")]
    [InlineData("pope", "pope_random.jsonl", "--annotations", "pope/scenes_pope_random.json")]
    [InlineData("mmhal", "mmhal.json", "--annotations", "mmhal/template.json", "--replies",
    "answers/mmhal_replies.jsonl")]
    [InlineData("yesno", "pope_random.jsonl", "--annotations", "pope/scenes_pope_random.json")]
    public void ScoresTheSampleFiles(string benchmark, string answers, params string[] inputs)
    {
        string[] line = [benchmark, "--answers", Path.Combine(Samples, "answers", answers),
            .. inputs.Select(i => i.StartsWith('-') ? i : Path.Combine(Samples, i))];
        var json = JsonElement.Parse(Run([.. line, "--json"]));
        var result = json.GetProperty("results")[0];
        Assert.True(result.GetProperty("complete").GetBoolean());
        Assert.Equal(0, result.GetProperty("dropped").GetInt32());
        Assert.NotEmpty(result.GetProperty("metrics").EnumerateObject());
        Assert.Contains("bootstrap interval", Run(line));
        Assert.Contains(@"\\", Run([.. line, "--latex"]));
        Assert.Contains("script", Run([.. line, "--strict"]));
    }

    [Fact]
    public void TwoFilesAreOneTableAndAThirdIsCompared()
    {
        var answers = Path.Combine(Samples, "answers", "pope_random.jsonl");
        var other = Path.GetTempFileName();
        File.WriteAllLines(other, File.ReadLines(answers).Take(30).Select(l => l.Replace("Yes", "No")));
        var text =
            Run("pope", "--answers", answers, other, "--annotations",
                Path.Combine(Samples, "pope", "scenes_pope_random.json"), "--compare", answers);
        File.Delete(other);
        Assert.Contains("PARTIAL", text);
        Assert.Contains("McNemar", text);
        Assert.Contains("p, Holm", text);
    }

    [Fact]
    public void AnotherBenchmarksFileIsRejected()
    {
        var error =
            Assert.Throws<UserException>(() =>
                Run("amber", "--answers", Path.Combine(Samples, "answers", "chair.jsonl"),
            "--annotations", Path.Combine(Samples, "amber", "annotations.json")));
        Assert.Contains("image_id, caption", error.Message);
    }

    private static string Run(params string[] line)
    {
        var output = new StringWriter();
        var code = EvalCommand.Create().Parse(line)
            .Invoke(new InvocationConfiguration { Output = output, EnableDefaultExceptionHandler = false });
        Assert.Equal(0, code);
        return output.ToString();
    }
}
