namespace ResearchKit.Cli.Tests;

/// <summary>Explorations on a real slurmctld and slurmd.</summary>
public sealed class ExploreSlurmTests(SlurmCluster cluster) : IClassFixture<SlurmCluster>, IDisposable
{
    // Two seeds, each a task of four runs, each of half a second or more.
    private static readonly string[] Grid =
        ["explore", "--loss", "dpo", "--beta", "0.03,0.1,0.3,1", "--seeds", "2", "--set", "steps=3000"];

    private readonly TestClone _clone = new();

    public void Dispose() => _clone.Dispose();

    [Fact]
    public void ATaskThatIsKilledIsSubmittedAgainWithTheRunsThatItLeft()
    {
        cluster.Need();
        using var command = _clone.Start([.. Grid, "--slurm", "--partition", "local", "--sbatch", "comment=a, b"]);
        using (var task = SlurmCluster.Task(_clone.PathOf("artifacts", "explore", "slurm", "001"), command))
        {
            SpinWait.SpinUntil(() => task.HasExited || Kept() > 0);
            task.Kill();
        }

        var run = TestClone.Finish(command);
        Assert.Equal((ExitCode.Success, 8), (run.ExitCode, Kept()));
        Assert.Matches(@"note: job \d+: 8 runs in 2 tasks; logs in .*001", run.Stderr);
        Assert.Matches(@"note: task \d+_[01] left [1-4] of 4 runs: FAILED\. Its log: .*_log\.err", run.Stderr);
        Assert.Matches(@"note: job \d+: [1-4] runs in 1 tasks; logs in .*002", run.Stderr);
        var slurm = _clone.PathOf("artifacts", "explore", "slurm");
        // One task of the first job left a result, and the one of the second.
        Assert.Single(Directory.GetFiles(Path.Combine(slurm, "001"), "*_result.json"));
        Assert.Single(Directory.GetFiles(Path.Combine(slurm, "002"), "*_result.json"));
        Assert.Equal(2, Directory.GetFiles(Path.Combine(slurm, "001"), "*_log.err").Length);

        // The same numbers as without a cluster.
        using var here = new TestClone();
        Assert.Equal(ExitCode.Success, here.Run(Grid).ExitCode);
        Assert.Equal(here.Read("artifacts", "explore", "runs.csv"), _clone.Read("artifacts", "explore", "runs.csv"));
    }

    // Slurm runs the tasks of a dead node again: they are waited for, and not submitted a second time.
    [Fact]
    public void TasksOfANodeThatDiesAreRunAgainBySlurm()
    {
        cluster.Need();
        using var command = _clone.Start([.. Grid, "--slurm"]);
        WaitForARun(command);
        cluster.KillNode(Slurm, withTasks: true);
        cluster.WaitForQueue("PENDING");
        cluster.StartNode();
        // It waits two minutes by itself; what ends the tasks of the first time comes late, and would end them again.
        cluster.WaitForMessages();
        SlurmCluster.Command("scontrol", "update", $"JobId={Job("001")}", "StartTime=now+5");
        var run = TestClone.Finish(command);
        Assert.Equal((ExitCode.Success, 8), (run.ExitCode, Kept()));
        Assert.DoesNotMatch("left . of 4 runs", run.Stderr);
        Assert.Single(Directory.GetDirectories(Slurm));
    }

    [Fact]
    public void TasksOfANodeThatDiesAreSubmittedAgainWhereSlurmDoesNotRunThemAgain()
    {
        cluster.Need();
        using var command = _clone.Start([.. Grid, "--slurm", "--sbatch", "no-requeue"]);
        WaitForARun(command);
        cluster.KillNode(Slurm, withTasks: true);
        cluster.WaitForQueue("DOWN");
        cluster.StartNode();
        var run = TestClone.Finish(command);
        Assert.Equal((ExitCode.Success, 8), (run.ExitCode, Kept()));
        Assert.Matches(@"note: task \d+_[01] left [1-4] of 4 runs: NODE_FAIL", run.Stderr);
        Assert.Equal(2, Directory.GetDirectories(Slurm).Length);
    }

    // A node that cannot be reached is taken for dead, and its tasks go on: nothing is left in the queue to run again.
    [Fact]
    public void TasksThatWentOnWithoutTheirNodeAreNotRunAgain()
    {
        cluster.Need();
        using var command = _clone.Start([.. Grid, "--slurm"]);
        WaitForARun(command);
        cluster.KillNode(Slurm, withTasks: false);
        var run = TestClone.Finish(command);
        cluster.StartNode();
        Assert.Equal((ExitCode.Success, 8), (run.ExitCode, Kept()));
        Assert.Matches(@"note: task \d+_[01] waited to run once more and has nothing left to do", run.Stderr);
        Assert.Equal("", SlurmCluster.Command("squeue", "-h", "-t", "PENDING"));
    }

    [Fact]
    public void WhatWasCanceledIsSubmittedAgainByTheSameCommandAndWhatWaitsIsNot()
    {
        cluster.Need();
        // Held jobs wait until they are released.
        string[] held = [.. Grid, "--slurm", "--no-wait", "--sbatch", "hold"];
        var first = _clone.Run(held);
        Assert.Equal(ExitCode.Success, first.ExitCode);
        Assert.Contains("0 of 8 runs are there", first.Stdout, StringComparison.Ordinal);
        var again = _clone.Run(held);
        Assert.Contains("waits and will not start by itself: JobHeldUser", again.Stderr, StringComparison.Ordinal);
        Assert.Single(Directory.GetDirectories(_clone.PathOf("artifacts", "explore", "slurm")));

        SlurmCluster.Command("scancel", _clone.Read("artifacts", "explore", "slurm", "001", "job").Trim());
        var last = _clone.Run([.. Grid, "--slurm", "--json"]);
        Assert.Equal(ExitCode.Success, last.ExitCode);
        Assert.Contains("\"done\": 8", last.Stdout, StringComparison.Ordinal);
        Assert.Matches(@"left 4 of 4 runs: CANCELLED", last.Stderr);
        // All is kept: nobody is asked.
        Assert.Contains("8 of them made before", _clone.Run([.. Grid, "--slurm"]).Stdout, StringComparison.Ordinal);
    }

    [Fact]
    public void ARunThatFailsInItselfIsReportedAndNotTriedAgain()
    {
        cluster.Need();
        string[] grid = ["explore", "--loss", "dpo", "--seeds", "1", "--slurm",
            "--set", "optimizer=sgd", "--set", "learning_rate=1,1e300", "--set", "steps=3"];
        for (var time = 0; time < 2; time++)
        {
            var run = _clone.Run(grid);
            Assert.Equal(ExitCode.CellFailed, run.ExitCode);
            Assert.Contains("1 of 2 runs failed, such as", run.Stderr, StringComparison.Ordinal);
            Assert.Single(Directory.GetDirectories(_clone.PathOf("artifacts", "explore", "slurm")));
        }
    }

    [Fact]
    public void WhatSlurmRejectsIsOneMessageAndLeavesNothing()
    {
        cluster.Need();
        var run = _clone.Run([.. Grid, "--slurm", "--partition", "moon"]);
        Assert.Equal((ExitCode.Usage, ""), (run.ExitCode, run.Stdout));
        Assert.Contains("error: sbatch rejected the job: ", run.Stderr, StringComparison.Ordinal);
        Assert.Contains("invalid partition", run.Stderr, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_clone.PathOf("artifacts", "explore", "slurm")));
    }

    [Theory]
    [InlineData("--partition is an option of a cluster: add --slurm.", "--partition", "cpu")]
    [InlineData("--no-wait is an option of a cluster: add --slurm.", "--no-wait")]
    [InlineData("--tasks must be between 1 and 100000", "--slurm", "--tasks", "0")]
    public void AMistakeIsOneMessage(string message, params string[] arguments)
    {
        var run = _clone.Run([.. Grid, .. arguments]);
        Assert.Equal((ExitCode.Usage, ""), (run.ExitCode, run.Stdout));
        Assert.Contains(message, run.Stderr, StringComparison.Ordinal);
    }

    [Fact]
    public void WithoutSlurmItSaysWhatIsMissing()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the PATH is replaced as on Unix");
        var run = TestClone.RunWith(("PATH", "/nowhere"), _clone.Root, [.. Grid, "--slurm"]);
        Assert.Equal((ExitCode.Usage, ""), (run.ExitCode, run.Stdout));
        Assert.Contains("is not found: a cluster needs Slurm's commands here", run.Stderr, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_clone.PathOf("artifacts", "explore")));
    }

    private string Slurm => _clone.PathOf("artifacts", "explore", "slurm");

    private string Job(string submission) => File.ReadAllText(Path.Combine(Slurm, submission, "job")).Trim();

    private void WaitForARun(System.Diagnostics.Process command) =>
        SpinWait.SpinUntil(() => command.HasExited || Kept() > 0);

    private int Kept()
    {
        var folder = _clone.PathOf("artifacts", "runs");
        return Directory.Exists(folder) ? Directory.GetFiles(folder, "*.json").Length : 0;
    }
}
