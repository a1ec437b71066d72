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

    private static ExplorationGrid Grid(string[] losses, params (string, IReadOnlyList<string>)[] axes) =>
        new(ExplorationLab.Find("bandit"), Catalogue, losses, axes);
}
