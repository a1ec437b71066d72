using ResearchKit.Datasets;
using ResearchKit.Datasets.Bandits;
using ResearchKit.Experiments.Bandits;
using ResearchKit.Losses;
using ResearchKit.Models.Bandits;
using ResearchKit.Training;
using ResearchKit.Training.Bandits;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Experiments.Tests;

public sealed class DispersionTests
{
    [Fact]
    public void SoftmaxRatesAreThoseOfASmallGradientStep()
    {
        // One pair, beta = 1: the logits move by s = learning rate * sigmoid(0) = 0.5e-6.
        const double rate = 1e-6;
        var policy = new TabularPolicy(new[,] { { 0.4, 1.2, -0.3, 0.1 } }.ToTensor());
        var reference = policy.Freeze();
        var before = reference.LogProbabilities().ToDoubles();
        var expected = SoftmaxDynamics.LogRates([.. before.Select(Math.Exp)], 0, 1);

        BanditTrainer.Run(
            new DpoLoss(1), policy, reference, new BanditPreferences(1, 4, [new(0, 0, 1)]),
            new TrainingOptions(1, rate) { Optimizer = OptimizerKind.Sgd });

        var after = policy.LogProbabilities().ToDoubles();
        for (var y = 0; y < 4; y++)
            Assert.Equal(expected[y], (after[y] - before[y]) / (rate / 2), 1e-5);
    }

    [Fact]
    public void SoftmaxRatesConserveProbability()
    {
        double[] probabilities = [0.1, 0.2, 0.3, 0.4];

        var rates = SoftmaxDynamics.LogRates(probabilities, 0, 3);

        Assert.Equal(0, probabilities.Zip(rates, (p, r) => p * r).Sum(), 1e-15);
        Assert.Equal(0.3, rates[1], 1e-15); // unseen responses gain while pi(-) - pi(+) = 0.3 is positive
    }

    [Fact]
    public void InterferenceAddsUpToWhatOneGradientStepDoes()
    {
        const double rate = 1e-6;
        var policy = new MlpPolicy(3, 4, new Generator(0), hidden: 8, dtype: float64);
        var reference = policy.Freeze();
        var data = new BanditPreferences(3, 4, [new(0, 0, 1), new(1, 1, 2), new(2, 0, 3)]);
        var loss = new DpoLoss(1);
        var found = Interference.Of(policy, reference, data, loss);

        var run = BanditTrainer.Run(
            loss, policy, reference, data, new TrainingOptions(1, rate) { Optimizer = OptimizerKind.Sgd });

        double Mean(double[] own, double[] others) => own.Zip(others, (a, b) => a + b).Average();
        double Change(double[] curve) => (curve[1] - curve[0]) / rate;
        Assert.Equal(Mean(found.ChosenOwn, found.ChosenOthers), Change(run.Trajectory.LogChosen()), 1e-5);
        Assert.Equal(Mean(found.UnseenOwn, found.UnseenOthers), Change(run.Trajectory.Unseen()), 1e-5);
        Assert.Contains(found.ChosenOthers, o => Math.Abs(o) > 1e-4);
    }

    [Fact]
    public void FreeLogitsHaveNoInterference()
    {
        var policy = new TabularPolicy(new SeededDraws(0).NormalTable(3, 4).ToTensor());
        var data = new BanditPreferences(3, 4, [new(0, 0, 1), new(1, 1, 2), new(2, 0, 3)]);

        var found = Interference.Of(policy, policy.Freeze(), data, new DpoLoss(1));

        Assert.All(found.ChosenOthers.Concat(found.UnseenOthers), o => Assert.Equal(0, o, 1e-15));
        Assert.All(found.ChosenOwn, o => Assert.True(o > 0));
    }
}
