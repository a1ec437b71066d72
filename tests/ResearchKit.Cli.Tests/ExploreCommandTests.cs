namespace ResearchKit.Cli.Tests;

public sealed class ExploreCommandTests : IDisposable
{
    private readonly TestClone _clone = new();

    public void Dispose() => _clone.Dispose();

    [Fact]
    public void AGridRunsOnceAndItsResultsAreTables()
    {
        File.WriteAllText(
            _clone.PathOf("grid.json"), """{"lab": "bandit", "loss": ["dpo", "adavip"], "seeds": 2, "steps": 3}""");
        var first = _clone.Run("explore", "--grid", "grid.json", "--beta", "0.1,0.2");
        Assert.Equal((ExitCode.Success, ""), (first.ExitCode, first.ExitCode == 0 ? "" : first.Stderr));
        Assert.Contains($"8 runs, 0 of them made before: {Path.Combine("artifacts", "explore", "runs.csv")}",
            first.Stdout,
            StringComparison.Ordinal);
        var csv = _clone.Read("artifacts", "explore", "runs.csv");
        Assert.StartsWith("lab,loss,beta,learning_rate,optimizer,pairs,seed,steps,accuracy,chosen,", csv,
            StringComparison.Ordinal);
        Assert.Equal("bandit,dpo,0.1,0.001,adamw,on-on,0,3,", csv.Split('\n')[1][..37]);
        Assert.Equal(9, csv.TrimEnd().Split('\n').Length);
        Assert.Equal(8, Directory.GetFiles(_clone.PathOf("artifacts", "runs")).Length);
        Assert.Equal(5, _clone.Read("artifacts", "explore", "summary.csv").TrimEnd().Split('\n').Length);

        var again = _clone.Run("explore", "--grid", "grid.json", "--beta", "0.1,0.2", "--out", "x", "--json");
        Assert.Contains("\"cached\": 8", again.Stdout, StringComparison.Ordinal);
        Assert.Equal(csv, _clone.Read("x", "runs.csv"));
    }

    // Killed at any moment, a run is there whole or not at all.
    [Fact]
    public void KilledItGoesOnWithWhatIsMissing()
    {
        string[] arguments = ["explore", "--loss", "dpo", "--seeds", "60", "--set", "steps=40", "--threads", "1"];
        var runs = _clone.PathOf("artifacts", "runs");
        using (var process = _clone.Start(arguments))
        {
            SpinWait.SpinUntil(() => process.HasExited
                || Directory.Exists(runs) && Directory.GetFiles(runs, "*.json").Length >= 3);
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
        }

        var kept = Directory.GetFiles(runs, "*.json").Length;
        Assert.InRange(kept, 3, 59);
        var run = _clone.Run([.. arguments, "--json"]);
        Assert.Equal(ExitCode.Success, run.ExitCode);
        Assert.Contains($"\"cached\": {kept}", run.Stdout, StringComparison.Ordinal);
        Assert.Equal(61, _clone.Read("artifacts", "explore", "runs.csv").TrimEnd().Split('\n').Length);
    }

    [Fact]
    public void TwoAtOnceAndAThirdThatIsKilledLoseAndDoubleNothing()
    {
        string[] arguments = ["explore", "--loss", "dpo,ipo", "--seeds", "20", "--set", "steps=40", "--threads", "1"];
        var runs = _clone.PathOf("artifacts", "runs");
        using var killed = _clone.Start(arguments);
        using var one = _clone.Start([.. arguments, "--out", "one"]);
        using var two = _clone.Start([.. arguments, "--out", "two"]);
        SpinWait.SpinUntil(() => killed.HasExited
            || Directory.Exists(runs) && Directory.GetFiles(runs, "*.json").Length >= 5);
        killed.Kill();
        ProcessResult[] ends = [TestClone.Finish(one), TestClone.Finish(two)];
        Assert.All(ends, e => Assert.Equal(ExitCode.Success, e.ExitCode));
        Assert.Equal(41, _clone.Read("one", "runs.csv").TrimEnd().Split('\n').Length);
        Assert.Equal(_clone.Read("one", "runs.csv"), _clone.Read("two", "runs.csv"));

        // Alone it has nothing left to do, the same results, and nothing unfinished beside them.
        var alone = _clone.Run([.. arguments, "--out", "alone", "--json"]);
        Assert.Contains("\"cached\": 40", alone.Stdout, StringComparison.Ordinal);
        Assert.Equal(_clone.Read("one", "runs.csv"), _clone.Read("alone", "runs.csv"));
        Assert.Equal(40, Directory.GetFiles(runs, "*.json").Length);
        Assert.Empty(Directory.GetFiles(runs, "*.tmp"));
    }

    [Fact]
    public void ALargeGridIsNotStartedUnlessItIsMeant()
    {
        string[] arguments = ["explore", "--loss", "dpo", "--beta", "0.1,0.2", "--seeds", "10000"];
        var run = _clone.Run(arguments);
        Assert.Equal((ExitCode.Usage, ""), (run.ExitCode, run.Stdout));
        Assert.Contains("the grid has 20,000 runs to make, and nothing was started", run.Stderr,
            StringComparison.Ordinal);
        Assert.False(Directory.Exists(_clone.PathOf("artifacts")));
    }

    [Theory]
    [InlineData("there is no lab 'vlm9'. Is 'vlm' meant? Labs: bandit", "--loss", "dpo", "--lab", "vlm9")]
    [InlineData("name the losses with --loss", "--beta", "0.1")]
    [InlineData("There is no loss 'dpu'", "--loss", "dpu")]
    [InlineData("beta = 0 is outside its range", "--loss", "dpo", "--beta", "0")]
    [InlineData("--set steps: write it as name=value,value", "--loss", "dpo", "--set", "steps")]
    [InlineData("has a setting 'stps'. Is 'steps' meant?", "--loss", "dpo", "--set", "stps=5")]
    [InlineData("beta = NaN is outside its range", "--loss", "dpo", "--beta", "NaN")]
    [InlineData("beta = -1 is outside its range", "--loss", "dpo", "--beta", "-1")]
    [InlineData("beta has no value.", "--loss", "dpo", "--beta", ",")]
    [InlineData("--seeds must be between 1 and 10000", "--loss", "dpo", "--seeds", "0")]
    [InlineData("steps is given twice.", "--loss", "dpo", "--set", "steps=5", "--set", "steps=6")]
    [InlineData("--measure chosn: Is 'chosen' meant?", "--loss", "dpo", "--measure", "chosn")]
    [InlineData("'3h' is no time limit of Slurm", "--loss", "dpo", "--slurm", "--time", "3h")]
    [InlineData("'mem=' is no option of sbatch", "--loss", "dpo", "--slurm", "--sbatch", "mem=")]
    [InlineData("a submission sets --array itself", "--loss", "dpo", "--slurm", "--sbatch", "array=0-3")]
    [InlineData("odd.json is no grid: seeds is a number of seeds", "--grid", "odd.json")]
    public void AMistakeIsOneMessage(string message, params string[] arguments)
    {
        File.WriteAllText(_clone.PathOf("odd.json"), "{\"loss\": \"dpo\", \"seeds\": \"many\"}");
        var run = _clone.Run(["explore", .. arguments]);
        Assert.Equal((ExitCode.Usage, ""), (run.ExitCode, run.Stdout));
        Assert.Contains(message, run.Stderr, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_clone.PathOf("artifacts")));
    }
}
