using ResearchKit.Experiments.Explorations;

namespace ResearchKit.Experiments.Tests.Explorations;

public sealed class ExplorationTablesTests
{
    // 1 and 3: mean 2, deviation 1.414, t of one degree of freedom 12.706: half-width 12.706 * 1.414 / 1.414 = 12.706.
    [Fact]
    public void APivotIsTheMeanOverTheRunsOfACellAndWhatLacksTheInputIsLeftOut()
    {
        var table = new[]
        {
            Run("dpo", "0.1", 0, 1), Run("dpo", "0.1", 1, 3), Run("dpo", "1", 0, 5), Run("ipo", "1", 0, 7),
            Run("sft", "", 0, 9),
        }.Pivot("p", "loss", "beta", "value");
        Assert.Equal(["loss", "beta 0.1", "beta 1"], table.Columns.Select(c => c.Key));
        var lines = table.ToCsv().TrimEnd().Split('\n');
        Assert.Equal(3, lines.Length);
        Assert.StartsWith("dpo,2,12.706", lines[1], StringComparison.Ordinal);
        Assert.Contains(",5,", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("ipo,,", lines[2], StringComparison.Ordinal);
    }

    private static ExplorationRun Run(string loss, string beta, int seed, double value) => new(
        new(new Dictionary<string, string> { ["loss"] = loss, ["beta"] = beta, ["seed"] = $"{seed}" }), "code",
        new([0, 1], new Dictionary<string, double[]> { ["value"] = [0, value] }));
}
