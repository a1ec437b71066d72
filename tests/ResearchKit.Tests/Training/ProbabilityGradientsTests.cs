using ResearchKit.Losses;
using ResearchKit.Losses.Contract;
using ResearchKit.Training.Bandits;

namespace ResearchKit.Tests.Training;

public sealed class ProbabilityGradientsTests
{
    [Fact]
    public void DpoPullsAtBothProbabilitiesAsTheClosedFormSays()
    {
        // pi = ref: 1 - sigmoid(0) = 1/2, so |dL/dpi| = beta / (2 pi): 0.1 / (2 * 0.5) and 0.1 / (2 * 0.01).
        var scores = Scores([0.5], [0.5], [0.01], [0.01]);

        var gradients = ProbabilityGradients.Of(new DpoLoss(0.1), scores);

        Assert.Equal(0.1, gradients["chosen"][0], 1e-14);
        Assert.Equal(5, gradients["rejected"][0], 1e-12);
    }

    [Fact]
    public void TheRatioOfDpoIsTheInverseRatioOfTheProbabilities()
    {
        double[] chosen = [0.3, 0.9, 1e-3], rejected = [0.2, 1e-9, 0.7];
        var gradients = ProbabilityGradients.Of(
            new DpoLoss(0.3), Scores(chosen, [0.1, 0.2, 0.3], rejected, [0.3, 0.2, 0.1]));

        for (var i = 0; i < 3; i++)
        {
            var ratio = gradients["rejected"][i] / gradients["chosen"][i];
            Assert.Equal(1, ratio / (chosen[i] / rejected[i]), 1e-10);
        }
    }

    [Fact]
    public void GradientsAreTheDerivativesOfTheLossInTheProbability()
    {
        PreferenceLoss[] losses = [new DpoLoss(0.5), new IpoLoss(0.5), new SimPoLoss(), new OrpoLoss(),
            new FlexDpoLoss()];
        foreach (var loss in losses)
        {
            double Value(double chosen, double rejected) =>
                loss.Compute(Scores([chosen], [0.2], [rejected], [0.4])).Loss.item<double>();
            const double h = 1e-6;

            var gradients = ProbabilityGradients.Of(loss, Scores([0.3], [0.2], [0.1], [0.4]));

            Assert.Equal(
                Math.Abs(Value(0.3 + h, 0.1) - Value(0.3 - h, 0.1)) / (2 * h), gradients["chosen"][0], 1e-6);
            Assert.Equal(
                Math.Abs(Value(0.3, 0.1 + h) - Value(0.3, 0.1 - h)) / (2 * h), gradients["rejected"][0], 1e-6);
        }
    }

    private static PreferenceScores Scores(
        double[] chosen, double[] referenceChosen, double[] rejected, double[] referenceRejected)
    {
        static double[] Log(double[] p) => [.. p.Select(x => Math.Log(x))];
        double[] one = [.. chosen.Select(_ => 1.0)];
        return new(new()
        {
            ["chosen"] = ViewScores.Of(Log(chosen), Log(referenceChosen), one),
            ["rejected"] = ViewScores.Of(Log(rejected), Log(referenceRejected), one),
        });
    }
}
