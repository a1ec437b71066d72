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
    [InlineData("neither the bandit lab nor dpo has a setting 'betta'", "dpo", "betta", "0.1")]
    [InlineData("pairs = 'sideways' is not permitted: whether", "dpo", "pairs", "sideways")]
    [InlineData("steps = '0' is not permitted: updates, 1 to 100000.", "dpo", "steps", "0")]
    [InlineData("the bandit lab cannot train plackett-luce: it needs rank_1", "plackett-luce", "steps", "5")]
    public void AMistakeIsNamed(string message, string loss, string name, string value)
    {
        var error = Assert.ThrowsAny<ArgumentException>(() => Grid([loss], (name, [value])));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnUnknownLabIsAnsweredByThoseThereAre()
    {
        var error = Assert.Throws<ArgumentException>(() => ExplorationLab.Find("vlm9"));
        Assert.StartsWith("there is no lab 'vlm9'. Labs: bandit (", error.Message, StringComparison.Ordinal);
    }

    private static ExplorationGrid Grid(string[] losses, params (string, IReadOnlyList<string>)[] axes) =>
        new(ExplorationLab.Find("bandit"), Catalogue, losses, axes);
}
