using ResearchKit.Notebooks.Documents;
using ResearchKit.Notebooks.Running;

namespace ResearchKit.Notebooks.Tests.Running;

public sealed partial class NotebookRunnerTests
{
    [Fact]
    public void ParametersAreInjectedAfterTheirCellAsTheTypeDeclaredThere()
    {
        var result = RunWith(
            new() { ["beta"] = "1", ["name"] = "a \"b\"", ["betas"] = "[0.1, 2]", ["on"] = "True" },
            Code("p",
                "double beta = 0.5; var name = \"x\"; double[] betas = [1.0]; bool on = false; int seed = 3; double " +
                "Half() => beta / 2;", "parameters"),
            Code("use", "(Half(), name, betas.Sum(), on, seed)"));
        var injected = result.Notebook.Cells[1];
        Assert.Equal(
            "// Parameters given to this run\nbeta = 1;\nbetas = [0.1, 2];\nname = \"a \\\"b\\\"\";\non = true;",
            injected.Source);
        Assert.Equal(["injected-parameters"], injected.Tags);
        Assert.Contains("(0.5, a \\u0022b\\u0022, 2.1, true, 3)", result.Notebook.Cells[2].Outputs.ToJsonString());
    }

    [Fact]
    public void ParametersGivenAgainReplaceTheInjectedCell()
    {
        var first = RunWith(new() { ["n"] = "2" }, Code("p", "int n = 1;", "parameters"), Code("u", "n"));
        var second =
            NotebookRunner.Run(first.Notebook, "n",
                new RunOptions
                {
                    Directory = _folder.Path,
                    Parameters = new Dictionary<string, string> { ["n"] = "3" }
                });
        Assert.Equal(3, second.Notebook.Cells.Count);
        Assert.Contains("n = 3;", second.Notebook.Cells[1].Source);
    }

    [Theory]
    [InlineData("gamma", "1", "n has no parameter 'gamma'; it has beta, mode, day")]
    [InlineData("beta", "big", "-p beta=big: 'beta' is declared as Double; give a value such as 0.1")]
    [InlineData("mode", "Mean", "-p mode=Mean: 'mode' is declared as Mode; give one of Sum, Max")]
    [InlineData("day", "x", "-p day=x: 'day' is declared as DateOnly; its type cannot be given on the command line")]
    public void AWrongParameterIsRejectedWithWhatWouldFit(string name, string value, string expected)
    {
        var error = Assert.Throws<NotebookException>(() => RunWith(
            new() { [name] = value },
            Code("p",
                "double beta = 0.5; Mode mode = Mode.Sum; var day = new DateOnly(2026, 1, 1); enum Mode { Sum, Max }",
                "parameters")));
        Assert.Equal(expected, error.Message);
    }

    [Fact]
    public void AnEnumParameterIsGivenByName()
    {
        var result = RunWith(
            new() { ["mode"] = "max", ["day"] = "Friday" },
            Code("p", "enum Mode { Sum, Max }\nMode mode = Mode.Sum; var day = DayOfWeek.Monday;", "parameters"),
            Code("u", "$\"{mode} {day}\""));
        Assert.Contains("Max Friday", result.Notebook.Cells[2].Outputs.ToJsonString());
    }

    [Fact]
    public void ParametersWithoutAParameterCellAreRejected() =>
        Assert.StartsWith("n has no parameters: tag a cell",
            Assert.Throws<NotebookException>(() => RunWith(new() { ["x"] = "1" }, Code("a", "1"))).Message);

    [Fact]
    public void AConstantIsNoParameterAndSaysSo()
    {
        var error =
            Assert.Throws<NotebookException>(() =>
                RunWith(new() { ["K"] = "9" }, Code("p", "const int K = 4; int n = 1;", "parameters")));
        Assert.Equal("-p K=9: 'K' is const in n; leave that word out there to give it a value", error.Message);
    }

    [Fact]
    public void NullClearsWhatIsDeclaredWithAQuestionMark()
    {
        var result = RunWith(
            new() { ["s"] = "null", ["t"] = "null", ["q"] = "null", ["a"] = "[\"x\",\"y z\"]" },
            Code("p", "string? s = \"x\"; string t = \"x\"; int? q = 1; string[] a = [\"b\"];", "parameters"),
            Code("u", "$\"{s is null} {t} {q is null} {string.Join('|', a)}\""));
        Assert.Contains("True null True x|y z", result.Notebook.Cells[2].Outputs.ToJsonString());
    }
}
