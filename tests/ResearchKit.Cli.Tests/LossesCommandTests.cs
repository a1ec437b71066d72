using System.CommandLine;
using System.Text.Json;
using ResearchKit.Cli.Commands;
using ResearchKit.Losses;
using ResearchKit.Losses.Catalogue;
using ResearchKit.Losses.Contract;

namespace ResearchKit.Cli.Tests;

public sealed class LossesCommandTests : IDisposable
{
    private readonly string _file = Path.Combine(Path.GetTempPath(), $"scores-{Guid.NewGuid():N}.json");

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void TheTableNamesEveryLoss()
    {
        var (code, output) = Run();
        Assert.Equal(0, code);
        Assert.All(
            LossCatalogue.Of(typeof(PreferenceLoss).Assembly).Entries, e => Assert.Contains($" {e.Name} ", output));
    }

    [Fact]
    public void TheJsonHasEquationPaperSettingsAndViews()
    {
        var (_, output) = Run("--json");
        using var json = JsonDocument.Parse(output);
        var adavip = json.RootElement.EnumerateArray().Single(l => l.GetProperty("name").GetString() == "adavip");
        Assert.Equal("2504.15619", adavip.GetProperty("arxiv").GetString());
        Assert.Equal(["chosen", "rejected", "rejected_image"],
            adavip.GetProperty("views").EnumerateArray().Select(v => v.GetString()));
        var beta = adavip.GetProperty("settings")[0];
        Assert.Equal(("beta", "0.1", "(0, inf)"),
            (beta.GetProperty("name").GetString(), beta.GetProperty("default").GetString(),
            beta.GetProperty("range").GetString()));
    }

    [Fact]
    public void EvalPrintsLossRewardsWeightsAndGradient()
    {
        // log-ratios ln 3 and 0 at beta 1: loss ln(4/3), gradient -1/4 and 1/4
        File.WriteAllText(_file, """
            {"views":{"chosen":{"policy":[-1],"reference":[-2.0986122886681098]},"rejected":{"policy":[-3],
             "reference":[-3]}}}
            """);
        var (code, output) = Run("eval", "DPO", "--set", "beta=1", "--scores", _file, "--json");
        Assert.Equal(0, code);
        using var json = JsonDocument.Parse(output);
        Assert.Equal(Math.Log(4.0 / 3), json.RootElement.GetProperty("loss")[0].GetDouble(), 1e-12);
        Assert.Equal(Math.Log(3), json.RootElement.GetProperty("rewards").GetProperty("chosen")[0].GetDouble(), 1e-12);
        Assert.Equal(-0.25, json.RootElement.GetProperty("gradient").GetProperty("chosen")[0].GetDouble(), 1e-12);
        Assert.Equal(1, json.RootElement.GetProperty("weights").GetProperty("rejected")[0].GetDouble());
    }

    [Fact]
    public void ALossOfAnotherAssemblyIsListedAndEvaluatedWithoutFurtherWork()
    {
        File.WriteAllText(_file, """{"views":{"chosen":{"policy":[-1]},"rejected":{"policy":[-3]}}}""");
        Assert.Contains(" cli-toy ", Run().Output);
        using var json =
            JsonDocument.Parse(Run("eval", "cli-toy", "--set", "scale=2", "--scores", _file, "--json").Output);
        Assert.Equal(-4, json.RootElement.GetProperty("loss")[0].GetDouble());
        Assert.Equal(-2, json.RootElement.GetProperty("gradient").GetProperty("chosen")[0].GetDouble());
    }

    [Fact]
    public void EvalWithoutJsonPrintsATable()
    {
        File.WriteAllText(_file,
            """{"views":{"chosen":{"policy":[-1],"reference":[-1]},"rejected":{"policy":[-3],"reference":[-3]}}}""");
        var (code, output) = Run("eval", "dpo", "--scores", _file);
        Assert.Equal(0, code);
        Assert.Contains("dpo(beta=0.1, label_smoothing=0)", output);
        Assert.Contains("log-probabilities summed over an answer's tokens, against the reference", output);
        Assert.Contains("mean loss 0.693147", output);
        Assert.Contains("gradient chosen", output);
    }

    [Theory]
    [InlineData("There is no loss 'nope'.", "eval", "nope", "--scores", "x.json")]
    [InlineData("dpo has no setting 'gamma'.", "eval", "dpo", "--set", "gamma=1", "--scores", "x.json")]
    [InlineData("--set beta: write it as name=value", "eval", "dpo", "--set", "beta", "--scores", "x.json")]
    [InlineData("--set beta is given twice.", "eval", "dpo", "--set", "beta=1", "--set", "beta=2", "--scores",
    "x.json")]
    [InlineData("no/such.json: cannot be read.", "eval", "dpo", "--scores", "no/such.json")]
    public void AMistakeIsOneMessageForTheUserAndTheExitCodeOfWrongUsage(string message, params string[] arguments)
    {
        var error = Assert.Throws<UserException>(() => Run(arguments));
        Assert.StartsWith(message, error.Message);
        Assert.DoesNotContain('\n', error.Message);
        Assert.Equal(ExitCode.Usage, error.ExitCode);
    }

    private static (int Code, string Output) Run(params string[] arguments)
    {
        var output = new StringWriter();
        var code = LossesCommand.Create().Parse(arguments)
            .Invoke(new InvocationConfiguration { Output = output, EnableDefaultExceptionHandler = false });
        return (code, output.ToString());
    }
}

[Method("cli-toy", Title = "CLI toy", Paper = "none, a test", Where = "this file",
    Equation = "c (log pi(l) - log pi(w))")]
public sealed record CliToyLoss([HyperParameter("c", "(0, inf)")] double Scale = 1) : PreferenceLoss
{
    public override LossInputs Inputs => new([View.Chosen, View.Rejected], TokenReduction.Sum, Reference: false);

    protected override LossTerms Terms(LossScores scores) =>
        new(Scale * (scores[View.Rejected].Policy - scores[View.Chosen].Policy), []);
}
