using ResearchKit.Experiments.Explorations;
using ResearchKit.Losses;
using ResearchKit.Losses.Catalogue;

namespace ResearchKit.Experiments.Tests.Explorations;

public sealed class ExplorationGridTests
{
    private static readonly LossCatalogue Catalogue = LossCatalogue.Of(typeof(DpoLoss).Assembly);

    [Fact]
    public void AGridIsEveryCombinationAndALossWithoutASettingRunsOnceForIt()
    {
        var grid = Grid(["dpo", "sft"], ("beta", ["0.1", "0.2"]), ("seed", ["0", "1"]));
        Assert.Equal(
            ["dpo 0.1 0", "dpo 0.1 1", "dpo 0.2 0", "dpo 0.2 1", "sft  0", "sft  1"],
            grid.Runs.Select(r => $"{r.Inputs["loss"]} {r.Inputs["beta"]} {r.Inputs["seed"]}"));
        Assert.Equal(0.2, Assert.IsType<DpoLoss>(grid.Runs[2].Loss).Beta);
    }

    [Fact]
    public void OneNumberInTwoNotationsIsOneRun()
    {
        var grid = Grid(["DPO"], ("beta", ["0.1", "0.10", "1e-1"]), ("learning_rate", ["1e-3", "0.001"]));
        Assert.Equal("0.001", Assert.Single(grid.Runs).Inputs["learning_rate"]);
        Assert.Equal(Grid(["dpo"], ("beta", ["0.1"])).Runs[0].Inputs.Key("x"), grid.Runs[0].Inputs.Key("x"));
    }

    [Theory]
    [InlineData("dpo", "beta", "0.1", "")]
    [InlineData("dpo", "label_smoothing", "0", "")]
    [InlineData("f-dpo", "divergence", "forward_kl", "")]
    [InlineData("f-dpo", "divergence", "js", "divergence=js")]
    [InlineData("bco-pair", "reward_shift", "false", "reward_shift=false")]
    [InlineData("robust-dpo", "label_smoothing", "0.1", "")]
    [InlineData("robust-dpo", "label_smoothing", "0.2", "flip_rate=0.2")]
    [InlineData("robust-dpo", "flip_rate", "0.2", "flip_rate=0.2")]
    public void ADefaultThatIsWrittenOutAndAnotherNameAreTheSameRun(
        string loss, string name, string value, string identity)
    {
        var plain = Assert.Single(Grid([loss]).Runs).Inputs;
        var named = Assert.Single(Grid([loss], (name, [value])).Runs).Inputs;
        Assert.Equal(identity.Length == 0, plain.Equals(named));
        Assert.Equal(identity.Length == 0, plain.Key("x") == named.Key("x"));
        Assert.Equal(identity,
            string.Join(' ', named.Identity.Except(plain.Identity).Select(i => $"{i.Key}={i.Value}")));
        // What the user named is shown, also of a run that was kept without it.
        Assert.Equal(("", false), (plain[name], named[name].Length == 0));
        using var folder = new TemporaryRuns();
        folder.Cache.Keep(new(plain, "x", new([0], new Dictionary<string, double[]> { ["value"] = [1] })));
        Assert.Equal(identity.Length == 0 ? named[name] : null, folder.Cache.Find(named, "x")?.Inputs[name]);
        Assert.Equal(named,
            ExplorationGrid.Again(ExplorationLab.Find("bandit"), Catalogue, new(named.Identity)).Inputs);
    }

    [Fact]
    public void ADefaultOfTheLabsOwnIsNotTheLossesDefault()
    {
        var lab = ExplorationLab.Find("vlm");
        RunInputs Run(params (string, IReadOnlyList<string>)[] axes) =>
            Assert.Single(new ExplorationGrid(lab, Catalogue, ["dpo"], axes).Runs).Inputs;
        var (plain, same, other) = (Run(), Run(("beta", ["1"])), Run(("beta", ["0.1"])));
        Assert.Equal(plain, same);
        Assert.NotEqual(plain, other);
        foreach (var run in new[] { plain, other })
            Assert.Equal(run, ExplorationGrid.Again(lab, Catalogue, new(run.Identity)).Inputs);
    }

    [Fact]
    public void TheKeyDependsOnEveryInputAndOnTheCode()
    {
        var keys = Grid(["dpo", "ipo"], ("beta", ["0.1", "0.2"]), ("seed", ["0", "1"]), ("steps", ["1", "2"]),
                ("optimizer", ["adamw", "sgd"]), ("pairs", ["on-on", "off-off"])).Runs
            .SelectMany(r => (string[])[r.Inputs.Key("a"), r.Inputs.Key("b")]).ToList();
        Assert.Equal(2 * 2 * 32, keys.Count);
        Assert.Equal(keys.Count, keys.Distinct().Count());
        Assert.All(keys, key => Assert.Matches("^[0-9a-f]{64}$", key));
    }

    [Theory]
    [InlineData("neither the bandit lab nor dpo has a setting 'betta'. Is 'beta' meant?", "dpo", "betta", "0.1")]
    [InlineData("pairs = 'sideways' is not permitted: whether", "dpo", "pairs", "sideways")]
    [InlineData("steps = '0' is not permitted: updates, 1 to 100000.", "dpo", "steps", "0")]
    [InlineData("the bandit lab cannot train plackett-luce: it needs rank_1", "plackett-luce", "steps", "5")]
    public void AMistakeIsNamed(string message, string loss, string name, string value)
    {
        var error = Assert.ThrowsAny<ArgumentException>(() => Grid([loss], (name, [value])));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AGridThatIsTooLargeSaysItsSizeBeforeItIsMade()
    {
        var many = Enumerable.Range(1, 1000).Select(i => $"{i}").ToArray();
        var error = Assert.Throws<ArgumentException>(
            () => Grid(["dpo", "sft"], ("beta", many), ("steps", many), ("seed", ["0", "1"])));
        Assert.StartsWith("the grid has 2,002,000 runs, and at most 100,000", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "it is empty.")]
    [InlineData("""{"loss": "dpo", "loss": "ipo"}""", "'loss' is there twice.")]
    [InlineData("""{"loss": ["dpo", """, "line 1, column 18: it ends too early.")]
    [InlineData("""{"loss": "dpo", "seeds": 1000000000}""", "seeds is a number of seeds, 1 to 10000;")]
    [InlineData("""{"loss": "dpo", "seeds": 0}""", "seeds is a number of seeds, 1 to 10000;")]
    [InlineData("[1]", "an object such as ")]
    [InlineData("""{"beta": {"from": 0}}""", "\"beta\" is a value or a list of values.")]
    public void AFileThatIsNoGridSaysWhyAndWhere(string text, string reason)
    {
        var path = Path.GetTempFileName();
        File.WriteAllText(path, text);
        var error = Assert.Throws<ArgumentException>(() => GridFile.Read(path));
        Assert.StartsWith($"{path} is no grid: {reason}", error.Message, StringComparison.Ordinal);
        File.Delete(path);
    }

    [Fact]
    public void AnUnknownLabIsAnsweredByThoseThereAre()
    {
        var error = Assert.Throws<ArgumentException>(() => ExplorationLab.Find("vlm9"));
        Assert.StartsWith("there is no lab 'vlm9'. Is 'vlm' meant? Labs: bandit (", error.Message,
            StringComparison.Ordinal);
    }

    private sealed class TemporaryRuns : IDisposable
    {
        public RunCache Cache { get; } = new(Directory.CreateTempSubdirectory("researchkit-runs-").FullName);

        public void Dispose() => Directory.Delete(Cache.Folder, recursive: true);
    }

    private static ExplorationGrid Grid(string[] losses, params (string, IReadOnlyList<string>)[] axes) =>
        new(ExplorationLab.Find("bandit"), Catalogue, losses, axes);
}
