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
        Assert.StartsWith("DPO,2,12.706", lines[1], StringComparison.Ordinal);
        Assert.Contains(",5,", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("IPO,,", lines[2], StringComparison.Ordinal);
    }

    // Seeds and updates are counted, and a beta of 1 is a number like one of 0.1.
    [Fact]
    public void WhatIsCountedIsAWholeNumber()
    {
        var run = Run("dpo", "1", 3, 0.5);
        var inputs = run.Inputs.Values.Append(new("lab", "bandit")).Append(new("steps", "300"));
        var row = new[] { run with { Inputs = new(inputs) } }.ToTable().Rows[0];
        Assert.Equal((3, 300, 1.0), (row["seed"], row["steps"], row["beta"]));
    }

    [Fact]
    public void FiguresNameLossesByTheirTitlesAndPanelsByTheirHeadlines()
    {
        ExplorationRun[] runs = [Run("adavip", "0.1", 0, 1), Run("adavip", "0.1", 1, 3), Run("adavip", "1", 0, 5),
            Run("adavip", "1", 1, 6)];
        var over = ExplorationFigures.OverSetting("f", runs, "beta", [("value", "what it is worth", "points")], "t");
        Assert.Contains("what it is worth: points against beta. Line 'AdaViP'", over.ToString(),
            StringComparison.Ordinal);
        var curves = ExplorationFigures.Curves("f", runs, "beta", "value", "points", "t");
        Assert.Contains("AdaViP: points against updates. Line 'beta 0.1'", curves.ToString(), StringComparison.Ordinal);
    }

    private static ExplorationRun Run(string loss, string beta, int seed, double value) => new(
        new(new Dictionary<string, string> { ["loss"] = loss, ["beta"] = beta, ["seed"] = $"{seed}" }), "code",
        new([0, 1], new Dictionary<string, double[]> { ["value"] = [0, value] }));
}
