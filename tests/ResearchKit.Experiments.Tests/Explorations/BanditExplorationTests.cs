using ResearchKit.Datasets.Bandits;
using ResearchKit.Experiments.Bandits;
using ResearchKit.Experiments.Explorations;
using ResearchKit.Losses;
using ResearchKit.Losses.Catalogue;
using ResearchKit.Training;

namespace ResearchKit.Experiments.Tests.Explorations;

public sealed class BanditExplorationTests
{
    // The lab that notebook 02 trains in gives the same path.
    [Fact]
    public void ARunIsThatOfTheBanditLab()
    {
        var run = Assert.Single(Explore(["dpo"], 1, ("steps", ["40"]), ("pairs", ["on-off"]), ("seed", ["3"])));
        var lab = new BanditLab(3);
        var options = new TrainingOptions(40, 0.001) { RecordEvery = 1 };
        var expected = lab.Train(new DpoLoss(), lab.Pairs(new PairScenario(true, false)), options).Trajectory;
        Assert.Equal(expected.Steps, run.Outcome.Steps);
        Assert.Equal(expected.Chosen(), run.Outcome.Curves["chosen"]);
        Assert.Equal(expected.KlToReference(), run.Outcome.Curves["kl"]);
        Assert.Equal(expected.ExpectedReward(lab.Truth), run.Outcome.Curves["reward"]);
        Assert.Equal(ExplorationLab.Find("bandit").Measures.Keys.Order(), run.Outcome.Curves.Keys.Order());
    }

    // AdaViP's weights need the chosen response under another image: another prompt's.
    [Fact]
    public void ImageLossesTrainAndThreadsDoNotMatter()
    {
        var one = Explore(["adavip", "dpo"], 1, ("steps", ["30"]), ("seed", ["0", "1"]));
        var two = Explore(["adavip", "dpo"], 2, ("steps", ["30"]), ("seed", ["0", "1"]));
        Assert.Equal(one.Select(r => r.Final("chosen")), two.Select(r => r.Final("chosen")));
        // Three samples of the same reward: ln 2 for one rejected, ln 3 for two.
        Assert.Equal(Math.Log(3), one[0].Outcome.Curves["training_loss"][0], 1e-9);
        Assert.Equal(Math.Log(2), one[2].Outcome.Curves["training_loss"][0], 1e-9);
    }

    private static IReadOnlyList<ExplorationRun> Explore(
        string[] losses, int threads, params (string, IReadOnlyList<string>)[] axes)
    {
        var lab = ExplorationLab.Find("bandit");
        var grid = new ExplorationGrid(lab, LossCatalogue.Of(typeof(DpoLoss).Assembly), losses, axes);
        return new Explorer(lab).Run(grid.Runs, threads).Runs;
    }
}
