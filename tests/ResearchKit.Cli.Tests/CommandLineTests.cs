using System.Text.Json.Nodes;

namespace ResearchKit.Cli.Tests;

public sealed class CommandLineTests : IDisposable
{
    private readonly TestClone _clone = new();

    public void Dispose() => _clone.Dispose();

    [Theory]
    [InlineData("error: Unrecognized command or argument '--bogus'. See `researchkit reproduce --help`.\n", "reproduce",
    "--bogus")]
    [InlineData("error: Unrecognized command or argument 'reprodce'. Is 'reproduce' meant? See `researchkit --help`.\n",
    "reprodce")]
    [InlineData("error: Unrecognized command or argument '--jsn'. Is '--json' meant? See `researchkit doctor " +
    "--help`.\n",
    "doctor", "--jsn")]
    [InlineData("error: Name a command of `notebook`: new, convert, clean, diff. See `researchkit notebook --help`.\n",
    "notebook")]
    [InlineData("error: --to pdf: one of html, md, cs is needed. See `researchkit export --help`.\n", "export",
    "x.ipynb", "--to", "pdf")]
    [InlineData("error: ResearchKit.sln: this is a file, not a folder\n", "data", "check", "ResearchKit.sln")]
    [InlineData("error: --threads must be between 1 and 1024. See `researchkit reproduce --help`.\n", "reproduce",
    "--threads", "0")]
    [InlineData("error: --timeout must be more than 0 and less than 1000000 seconds. See `researchkit run --help`.\n",
    "run", "x.ipynb", "--timeout", "0")]
    [InlineData("error: notebooks is a folder: name a notebook in it.\n", "run", "notebooks")]
    [InlineData("error: notebooks is a folder: name a notebook in it.\n", "notebook", "diff", "notebooks/01-a.ipynb",
    "notebooks")]
    [InlineData("error: Option '--box' is required. See `researchkit image remove --help`.\n", "image", "remove",
    "a.png", "b.png")]
    [InlineData("error: notebooks: this is a folder, not an image.\n", "image", "convert", "notebooks", "b.png")]
    [InlineData("error: there is no notebook gone.ipynb: check the name and the folder.\n", "run", "gone.ipynb")]
    [InlineData("error: -p beta: write it as name=value, such as -p beta=0.2.\n", "run", "gone.ipynb", "-p", "beta")]
    [InlineData("error: no notebook is called '99'; there are 01-a.\n", "reproduce", "--only", "99")]
    public void AWrongCommandLineIsOneMessage(string expected, params string[] arguments)
    {
        _clone.Notebook("01-a", "1");
        var run = _clone.Run(arguments);
        Assert.Equal((ExitCode.Usage, "", expected), (run.ExitCode, run.Stdout, run.Stderr));
    }

    [Fact]
    public void ACommandStillAnswersToItsFormerNameAndSaysSo()
    {
        var run = _clone.Run("stages", "train", "--out", "models", "--seed", "-1");
        const string note = "note: `stages` is now called `vision`; the old name still works.\n";
        Assert.Equal((ExitCode.Usage, $"{note}error: --seed -1: 0 or more.\n"), (run.ExitCode, run.Stderr));
    }

    [Fact]
    public void OutsideACloneReproduceSaysSo()
    {
        var run = _clone.RunIn(Path.GetTempPath(), "reproduce");
        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains("is not inside a clone of ResearchKit", run.Stderr);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("reproduce", "--help")]
    [InlineData("run", "--help")]
    [InlineData("doctor", "-h")]
    [InlineData("pairs", "build", "--help")]
    [InlineData("pairs", "inspect", "--help")]
    public void HelpHasExamples(params string[] arguments)
    {
        var run = _clone.Run(arguments);
        Assert.Equal((ExitCode.Success, ""), (run.ExitCode, run.Stderr));
        Assert.Contains("Examples:\n  researchkit ", run.Stdout);
        Assert.DoesNotContain("ResearchKit.Cli", run.Stdout);
        Assert.DoesNotContain("worker", run.Stdout);
    }

    [Fact]
    public void DoctorTellsWhatIsInUse()
    {
        _clone.Notebook("01-a", "1");
        var run = _clone.Run("doctor", "--json");
        Assert.Equal(ExitCode.Success, run.ExitCode);
        var report = JsonNode.Parse(run.Stdout)!;
        Assert.Equal(1, (int)report["notebooks"]!);
        Assert.Equal(["managed", "libtorch"], report["engines"]!.AsArray().Select(e => (string?)e!["name"]));
        Assert.Contains(".NET 10", (string)report["runtime"]!);
        Assert.Contains((int)report["vectorBits"]!, new[] { 0, 128, 256, 512 });
        var scalar = TestClone.RunWith(("DOTNET_EnableHWIntrinsic", "0"), _clone.Root, "doctor");
        Assert.Contains("vectors          none: the same results, more slowly\n", scalar.Stdout);
    }
}
