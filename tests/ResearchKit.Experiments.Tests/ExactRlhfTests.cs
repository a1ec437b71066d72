using ResearchKit.Datasets;
using ResearchKit.Datasets.Bandits;
using ResearchKit.Experiments.Bandits;
using ResearchKit.Losses;
using ResearchKit.Models.Bandits;
using ResearchKit.Training;
using ResearchKit.Training.Bandits;

namespace ResearchKit.Experiments.Tests;

public sealed class ExactRlhfTests
{
    private const double Ln3 = 1.0986122886681098;

    [Fact]
    public void TheOptimumTiltsTheReferenceByTheRewards()
    {
        // ref = (1/4, 3/4), r = (2 ln 3, 0), beta = 2: weights 1/4 * 3 and 3/4 * 1 are equal.
        var reference = new TabularPolicy(new[,] { { 0.0, Ln3 } }.ToTensor()).Freeze();

        var optimum = KlRegularizedOptimum.Of(reference, new[,] { { 2 * Ln3, 0.0 } }, 2);

        Assert.Equal(0.5, optimum.LogProbabilities().exp().ToTable()[0, 0], 1e-12);
    }

    [Fact]
    public void NoOtherPolicyHasALargerObjective()
    {
        var reference = RandomPolicy(3, 5, 0).Freeze();
        var truth = BradleyTerryTruth.Random(3, 5, new SeededDraws(1));
        var optimum = KlRegularizedOptimum.Of(reference, truth.Rewards, 0.5);
        var best = KlRegularizedOptimum.Objective(optimum, reference, truth.Rewards, 0.5);

        foreach (var seed in Enumerable.Range(2, 20))
            Assert.True(KlRegularizedOptimum.Objective(
                RandomPolicy(3, 5, seed), reference, truth.Rewards, 0.5) < best);
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(1.0)]
    public void DpoWithFullCoverageReachesTheOptimum(double beta)
    {
        var policy = RandomPolicy(4, 6, 0);
        var reference = policy.Freeze();
        var truth = BradleyTerryTruth.Random(4, 6, new SeededDraws(1));
        var data = PreferenceSampling.Population(truth);

        var run = BanditTrainer.Run(
            new DpoLoss(beta), policy, reference, data, new TrainingOptions(600, 0.1) { RecordEvery = 100 });

        var distance = run.Trajectory.TotalVariation(KlRegularizedOptimum.Of(reference, truth.Rewards, beta));
        Assert.True(distance[0] > 0.1, $"starts at {distance[0]}");
        Assert.True(distance[^1] < 0.01, $"ends at {distance[^1]}");
    }

    [Fact]
    public void DpoWithPartialCoverageKeepsTheSharesOfWhatItNeverSees()
    {
        // Gradient descent never touches the logits of uncovered responses: their ratios stay those of the reference.
        var policy = RandomPolicy(1, 5, 0);
        var reference = policy.Freeze();
        var truth = BradleyTerryTruth.Random(1, 5, new SeededDraws(1));
        var data = PreferenceSampling.Population(truth, new[,] { { true, true, true, false, false } });

        BanditTrainer.Run(
            new DpoLoss(1), policy, reference, data,
            new TrainingOptions(2000, 1.0) { Optimizer = OptimizerKind.Sgd, RecordEvery = 1000 });

        var (now, then) = (policy.LogProbabilities().ToTable(), reference.LogProbabilities().ToTable());
        Assert.Equal(then[0, 3] - then[0, 4], now[0, 3] - now[0, 4], 1e-9);
        // Covered responses have the optimum's ratios: log pi(a)/pi(b) = log ref(a)/ref(b) + (r(a) - r(b)) / beta.
        for (var y = 1; y < 3; y++)
            Assert.Equal(
                then[0, 0] - then[0, y] + truth.Rewards[0, 0] - truth.Rewards[0, y], now[0, 0] - now[0, y], 1e-3);
    }

    [Fact]
    public void TheRewardModelRecoversTheTruthUpToAConstantPerPrompt()
    {
        var truth = BradleyTerryTruth.Random(3, 6, new SeededDraws(1));

        var fitted = RewardModel.Fit(PreferenceSampling.Population(truth), precision: 1e-9);

        for (var x = 0; x < 3; x++)
            for (var y = 1; y < 6; y++)
                Assert.Equal(
                    truth.Rewards[x, y] - truth.Rewards[x, 0], fitted[x, y] - fitted[x, 0], 1e-5);
    }

    [Fact]
    public void TheRewardModelOfOnePairSolvesItsEquation()
    {
        // By symmetry r = (a, -a, 0) and the stationary point satisfies a = sigmoid(-2 a).
        var fitted = RewardModel.Fit(new BanditPreferences(1, 3, [new(0, 0, 1)]));

        Assert.Equal(-fitted[0, 0], fitted[0, 1], 1e-9);
        Assert.Equal(0, fitted[0, 2], 1e-12);
        Assert.Equal(1 / (1 + Math.Exp(2 * fitted[0, 0])), fitted[0, 0], 1e-9);
    }

    private static TabularPolicy RandomPolicy(int prompts, int responses, int seed) =>
        new(new SeededDraws(seed, 5).NormalTable(prompts, responses).ToTensor());
}
