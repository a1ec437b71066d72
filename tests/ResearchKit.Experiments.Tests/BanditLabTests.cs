using ResearchKit.Datasets;
using ResearchKit.Datasets.Bandits;
using ResearchKit.Experiments.Bandits;
using ResearchKit.Losses;
using ResearchKit.Training;
using ResearchKit.Training.Bandits;
using TorchSharp;

namespace ResearchKit.Experiments.Tests;

public sealed class BanditLabTests
{
    private static readonly PairScenario OnOn = new(true, true);
    private static readonly TrainingOptions Short = new(100, 1e-3);

    [Fact]
    public void TheReferenceSaysCommonResponsesOftenAndRareOnesSeldom()
    {
        var lab = new BanditLab(0);

        var reference = lab.ReferenceProbabilities;
        for (var x = 0; x < 10; x++)
            for (var y = 0; y < 10; y++)
                Assert.True(lab.Demonstrations.Common[x, y] ? reference[x, y] > 0.05 : reference[x, y] < 0.02);
    }

    [Fact]
    public void TheSameSeedGivesTheSameBitsOnOneAndTwoThreads()
    {
        double[][] Curves(int threads)
        {
            var before = torch.get_num_threads();
            torch.set_num_threads(threads);
            try
            {
                return SeedSweep.Run(0, 3, seed =>
                {
                    var lab = new BanditLab(seed);
                    var run = lab.Train(new DpoLoss(), lab.Pairs(OnOn), Short);
                    return (double[])[.. run.Trajectory.LogRejected(), .. run.History["loss"]];
                });
            }
            finally
            {
                torch.set_num_threads(before);
            }
        }

        Assert.Equal(Curves(1), Curves(2));
    }

    [Fact]
    public void TrainingsOfOneLabDoNotDisturbEachOther()
    {
        var lab = new BanditLab(0);
        var data = lab.Pairs(OnOn);
        var first = lab.Train(new DpoLoss(), data, Short).Trajectory.LogChosen();
        lab.Train(new SimPoLoss(), data, Short);

        Assert.Equal(first, lab.Train(new DpoLoss(), data, Short).Trajectory.LogChosen());
    }

    [Fact]
    public void FreeLogitsNeverLowerTheChosenLikelihood()
    {
        var lab = new BanditLab(0);
        foreach (var scenario in PairScenario.All)
        {
            var chosen = lab.TrainTable(
                new DpoLoss(), lab.Pairs(scenario),
                new TrainingOptions(200, 1.0) { Optimizer = OptimizerKind.Sgd }).Trajectory.LogChosen();
            Assert.All(chosen.Zip(chosen.Skip(1)), c => Assert.True(c.Second > c.First));
        }
    }

    [Fact]
    public void FlexDpoWithEqualBetasIsDpo()
    {
        var lab = new BanditLab(0);
        var data = lab.Pairs(OnOn);

        Assert.Equal(
            lab.Train(new DpoLoss(0.1), data, Short).Trajectory.LogRejected(),
            lab.Train(new FlexDpoLoss(0.1, 0.1), data, Short).Trajectory.LogRejected());
    }

    [Fact]
    public void IpoStopsAtItsMargin()
    {
        // (h - 1/(2 beta))^2 is least at h = 1/(2 beta) = 2.5, so the reward margin beta h ends at 1/2.
        var lab = new BanditLab(0);
        var run = lab.TrainTable(
            new IpoLoss(0.2), lab.Pairs(OnOn), new TrainingOptions(500, 0.02) { RecordEvery = 500 });

        Assert.Equal(0.5, run.History["rewards/margin"][^1], 1e-3);
    }

    [Fact]
    public void ASupervisedTermKeepsTheChosenLikelihoodUp()
    {
        var lab = new BanditLab(0);
        var data = lab.Pairs(OnOn);
        var options = new TrainingOptions(500, 1e-3) { RecordEvery = 500 };
        var dpo = Pathologies.Of(lab.Train(new DpoLoss(0.1), data, options));
        var sft = Pathologies.Of(lab.Train(new SftDpoLoss(0.1, 0.1), data, options));

        Assert.True(sft.ChosenChange > dpo.ChosenChange + 0.1);
        Assert.True(sft.UnseenChange < dpo.UnseenChange - 0.1);
    }

    [Fact]
    public void PathologiesAreDifferencesOfTheCurves()
    {
        double[] Table(double chosen, double rejected) =>
            [Math.Log(chosen), Math.Log(rejected), Math.Log(1 - chosen - rejected)];
        var data = new BanditPreferences(1, 3, [new(0, 0, 1)]);
        var path = new BanditTrajectory(
            [0, 5, 10], [Table(0.25, 0.25), Table(0.75, 0.125), Table(0.5, 0.0625)], Table(0.25, 0.25), data);
        var history = new TrainingRun("dpo", new(10, 1), [0, 5, 10], new Dictionary<string, double[]>(), true);

        var p = Pathologies.Of(new BanditRun(history, path, [], []));

        Assert.Equal(-2 * 0.6931471805599453, p.RejectedDrop, 1e-12);
        Assert.Equal(0.25, p.ChosenChange, 1e-12);
        Assert.Equal(0.6931471805599453, p.ChosenLogChange, 1e-12);
        Assert.Equal(0.4375 - 0.5, p.UnseenChange, 1e-12);
    }
}
