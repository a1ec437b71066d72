using ResearchKit.Losses;
using ResearchKit.Losses.Contract;
using ResearchKit.Testing;
using static ResearchKit.Tests.Losses.Scores;

namespace ResearchKit.Tests.Losses;

public sealed class AdaVipLossTests : PreferenceLossContract<AdaVipLoss>
{
    protected override AdaVipLoss Example => new(Beta: 0.3);

    protected override IEnumerable<LossCase> HandDerived =>
    [
        // exp(0 - ln 3) + exp(ln 2 - ln 3) = 1/3 + 2/3 = 1: -ln s(0)
        new("-ln s(-ln 1) = ln 2", new AdaVipLoss(1),
            LogRatios((View.Chosen, Ln3), (View.Rejected, 0), (View.RejectedImage, Ln2)), Ln2)
        {
            Rewards = { ["chosen"] = [Ln3], ["rejected"] = [0], ["rejected_image"] = [Ln2] },
        },
    ];

    protected override double AtReference(AdaVipLoss loss, double logp, double tokens) => Ln3;

    [Fact]
    public void ItsGradientIsEquation12WithTheWeightsOfEquation13()
    {
        const double beta = 0.1;
        var scores = SampleScores.For(new AdaVipLoss(beta).Inputs, batch: 7, seed: 11);
        var evaluation = LossEvaluation.Of(new AdaVipLoss(beta), scores);
        for (var i = 0; i < 7; i++)
        {
            var (w, language, vision) = (Reward("chosen"), Reward("rejected"), Reward("rejected_image"));
            var common = beta / 7 * Sigmoid(Math.Log(Math.Exp(language - w) + Math.Exp(vision - w)));
            var (omegaLanguage, omegaVision) = (Sigmoid(language - vision), Sigmoid(vision - language));
            Assert.Equal(-common, evaluation.Gradient["chosen"][i]!.Value, 1e-15);
            Assert.Equal(common * omegaLanguage, evaluation.Gradient["rejected"][i]!.Value, 1e-15);
            Assert.Equal(common * omegaVision, evaluation.Gradient["rejected_image"][i]!.Value, 1e-15);
            Assert.Equal(omegaLanguage, evaluation.Weights["rejected"][i]!.Value, 1e-14);
            Assert.Equal(omegaVision, evaluation.Weights["rejected_image"][i]!.Value, 1e-14);
            Assert.Equal(1, evaluation.Weights["chosen"][i]!.Value, 1e-14);

            double Reward(string view) => evaluation.Rewards[view][i]!.Value;
        }

        static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
    }

    [Fact]
    public void EqualRejectedRewardsShareTheWeightEqually()
    {
        var weights = LossEvaluation.Of(new AdaVipLoss(),
            LogRatios((View.Chosen, 2), (View.Rejected, -1), (View.RejectedImage, -1))).Weights;
        Assert.Equal(0.5, weights["rejected"][0]);
        Assert.Equal(0.5, weights["rejected_image"][0]);
    }

    [Fact]
    public void TheWeightsAddToOneEvenWhereTheGradientVanishes()
    {
        var scores = LogRatios((View.Chosen, 9000), (View.Rejected, Ln3), (View.RejectedImage, 0));
        var evaluation =
            LossEvaluation.Of(new AdaVipLoss(1),
                new PreferenceScores(scores.Views.ToDictionary()) { AllowPositive = true });
        Assert.Equal(0.0, evaluation.Gradient["rejected"][0]);
        Assert.Equal(0.75, evaluation.Weights["rejected"][0]!.Value, 1e-9);
        Assert.Equal(0.25, evaluation.Weights["rejected_image"][0]!.Value, 1e-9);
    }

    [Fact]
    public void WithOneRejectedViewItIsDpo()
    {
        var scores = SampleScores.For(new DpoLoss().Inputs, batch: 7, seed: 12);
        var dpo = LossEvaluation.Of(new DpoLoss(0.2), scores);
        var adavip = LossEvaluation.Of(new AdaVipLoss(0.2, RejectedImages: 0), scores);
        for (var i = 0; i < 7; i++)
        {
            Assert.Equal(dpo.Loss[i]!.Value, adavip.Loss[i]!.Value, 1e-14);
            Assert.Equal(dpo.Gradient["chosen"][i]!.Value, adavip.Gradient["chosen"][i]!.Value, 1e-15);
            Assert.Equal(dpo.Gradient["rejected"][i]!.Value, adavip.Gradient["rejected"][i]!.Value, 1e-15);
        }
    }
}
