using ResearchKit.Experiments.Explorations;
using ResearchKit.Losses;
using ResearchKit.Losses.Contract;

namespace ResearchKit.Experiments.Tests.Explorations;

public sealed class ExplorerTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("researchkit-runs-").FullName;
    private readonly CountingLab _lab = new();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void WhatIsKeptIsNotRunAgainAndIsTheSame()
    {
        var first = Explore(Runs(0, 6), 2).Runs;
        Assert.Equal(6, _lab.Trained);
        var more = Explore(Runs(0, 9), 1);
        Assert.Equal(9, _lab.Trained);
        Assert.Equal(first.Select(Show), more.Runs.Take(6).Select(Show));
        // The mean of a run is its seed; infinities are missing, whether run now or read.
        Assert.Equal(Enumerable.Range(0, 9).Select(s => (double)s), more.Runs.Select(r => r.Final("value")));
        Assert.All(more.Runs, r => Assert.True(double.IsNaN(r.Outcome.Curves["value"][0])));
    }

    [Fact]
    public void StoppedItKeepsWhatHasEndedAndGoesOnFromThere()
    {
        using var stop = new CancellationTokenSource();
        _lab.AfterRun = () => { if (_lab.Trained == 3) stop.Cancel(); };
        Assert.ThrowsAny<OperationCanceledException>(() => Explore(Runs(0, 8), 1, stop.Token));
        Assert.Equal(3, Directory.GetFiles(_folder, "*.json").Length);
        Assert.Equal(8, Explore(Runs(0, 8), 1).Runs.Count);
        Assert.Equal(8, _lab.Trained);
    }

    [Fact]
    public void ADamagedFileIsRunAgainAndOneOfOtherInputsIsNotBelieved()
    {
        Explore(Runs(0, 2), 1);
        var cache = new RunCache(_folder);
        string[] paths = [.. Runs(0, 2).Select(r => cache.PathOf(r.Inputs, CodeVersion.Current))];
        File.WriteAllText(paths[0], "{\"inputs\": {");
        Assert.Null(cache.Find(Runs(0, 1)[0].Inputs, CodeVersion.Current));
        File.Copy(paths[1], paths[0], overwrite: true);
        Assert.Null(cache.Find(Runs(0, 1)[0].Inputs, CodeVersion.Current));
        Assert.Equal([0.0, 1], Explore(Runs(0, 2), 1).Runs.Select(r => r.Final("value")));
        Assert.Equal(3, _lab.Trained);
    }

    [Fact]
    public void AFailingRunIsReportedAndTheOthersGoOn()
    {
        _lab.Fails = 1;
        var result = Explore(Runs(0, 3), 2);
        Assert.Equal(["0", "2"], result.Runs.Select(r => r.Inputs["seed"]));
        Assert.Equal(("1", "the loss is NaN"), (result.Failures.Single().Inputs["seed"], result.Failures[0].Reason));
    }

    [Fact]
    public void RunsOfOneSeedShareAWorld()
    {
        Explore([.. Runs(0, 2), .. Runs(0, 2, "other")], 1);
        Assert.Equal((2, 4), (_lab.Opened, _lab.Trained));
    }

    [Fact]
    public async Task TwoAtOnceMakeEveryRunOnceAndBothHaveAll()
    {
        // The first holds world 0 until the second has done all else and waits for it.
        using var elsewhere = new ManualResetEventSlim();
        using var begun = new ManualResetEventSlim();
        _lab.AfterRun = () =>
        {
            if (_lab.Trained > 1) return;
            begun.Set();
            elsewhere.Wait(TimeSpan.FromMinutes(1));
        };
        var first = Task.Run(() => Explore(Runs(0, 8), 1), TestContext.Current.CancellationToken);
        begun.Wait(TestContext.Current.CancellationToken);
        var second = Task.Run(() => new Explorer(_lab, new RunCache(_folder)).Run(Runs(0, 8), 2, progress =>
        {
            if (progress.Elsewhere) elsewhere.Set();
        }), TestContext.Current.CancellationToken);
        var (one, two) = (await first, await second);
        Assert.Equal(8, _lab.Trained);
        Assert.Equal(one.Runs.Select(Show), two.Runs.Select(Show));
        Assert.Equal(8, one.Runs.Count);
        Assert.Equal(8, Directory.GetFileSystemEntries(_folder).Length);
    }

    [Fact]
    public void WhatAKilledProcessLeftUnfinishedIsRemovedAndThatOfALivingOneIsNot()
    {
        Explore(Runs(0, 1), 1);
        var path = new RunCache(_folder).PathOf(Runs(0, 1)[0].Inputs, CodeVersion.Current);
        string Unfinished(long process) => $"{path}.{Environment.MachineName}-{process}.tmp";
        foreach (var process in (long[])[int.MaxValue, Environment.ProcessId])
            File.WriteAllText(Unfinished(process), "{");
        Explore(Runs(0, 1), 1);
        Assert.Equal((false, true), (File.Exists(Unfinished(int.MaxValue)),
            File.Exists(Unfinished(Environment.ProcessId))));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\0\0\0\0")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("steps: []")]
    [InlineData("steps: [0]")]
    [InlineData("steps: [0, 99999999999]")]
    [InlineData("value: {}")]
    public void WhateverIsInAFileOfARunItIsThatRunOrNone(string content)
    {
        Explore(Runs(0, 1), 1);
        var path = new RunCache(_folder).PathOf(Runs(0, 1)[0].Inputs, CodeVersion.Current);
        if (content.Split(": ") is [var name, var value])
        {
            var json = System.Text.Json.Nodes.JsonNode.Parse(File.ReadAllText(path))!;
            var parent = name == "value" ? json["curves"]! : json;
            parent[name] = System.Text.Json.Nodes.JsonNode.Parse(value);
            content = json.ToJsonString();
        }

        File.WriteAllText(path, content);
        Assert.Equal(0, Assert.Single(Explore(Runs(0, 1), 1).Runs).Final("value"));
        Assert.Equal(2, _lab.Trained);
    }

    [Fact]
    public void TheSummaryIsOverSeeds()
    {
        var table = Explore(Runs(1, 3), 1).Runs.Summary();
        // 1, 2, 3: mean 2, deviation 1, t of two degrees of freedom 4.303: half-width 2.484.
        Assert.StartsWith("loss,seeds,value,valueMargin\nx,3,2,2.4841", table.ToCsv(), StringComparison.Ordinal);
    }

    private ExplorationResult Explore(
        IReadOnlyList<(RunInputs, PreferenceLoss)> runs, int threads, CancellationToken stop = default) =>
        new Explorer(_lab, new RunCache(_folder)).Run(runs, threads, cancellation: stop);

    private static IReadOnlyList<(RunInputs Inputs, PreferenceLoss Loss)> Runs(int first, int count,
        string loss = "x") =>
    [
        .. Enumerable.Range(first, count).Select(seed => (
            new RunInputs(new Dictionary<string, string> { ["loss"] = loss, ["seed"] = $"{seed}" }),
            (PreferenceLoss)new DpoLoss())),
    ];

    private static string Show(ExplorationRun run) =>
        $"{run.Inputs} {string.Join(' ', run.Outcome.Steps)} {string.Join(' ', run.Outcome.Curves["value"])}";

    /// <summary>A lab whose runs are their seeds.</summary>
    private sealed class CountingLab : ExplorationLab
    {
        private int _opened;
        private int _trained;

        public int Opened => _opened;

        public int Trained => _trained;

        public int Fails { get; set; } = -1;

        public Action AfterRun { get; set; } = () => { };

        public override string Name => "counting";

        public override string Summary => "";

        public override IReadOnlyList<LabParameter> Parameters => [];

        public override IReadOnlyList<string> WorldParameters => [];

        public override IReadOnlyDictionary<string, string> Measures => new Dictionary<string, string>();

        protected override string Pairs => "";

        protected override bool Offers(View view) => true;

        public override string Derived(string parameter, IReadOnlyDictionary<string, string> others) => "";

        public override Func<RunInputs, PreferenceLoss, RunOutcome> Open(RunInputs inputs,
            CancellationToken cancellation)
        {
            Interlocked.Increment(ref _opened);
            return (run, _) =>
            {
                if (run.Whole("seed") == Fails) throw new InvalidOperationException("the loss is NaN");
                Interlocked.Increment(ref _trained);
                AfterRun();
                return new([0, 1], new Dictionary<string, double[]>
                {
                    ["value"] = [double.PositiveInfinity, run.Whole("seed")],
                });
            };
        }
    }
}
