using ResearchKit.Losses;
using ResearchKit.Losses.Contract;
using ResearchKit.Testing;

namespace ResearchKit.Tests.Losses;

/// <summary>Papers' losses that need no formula of their own: sums of parts on other views.</summary>
public sealed class CompositionTests
{
    private const double Beta = 0.2;

    [Fact]
    public void PovidIsHalfADpoAndHalfADpoAgainstTheNoisyImagesAnswer()
    {
        var povid = WeightedSum.Of(
            (0.5, new DpoLoss(Beta)), (0.5, new DpoLoss(Beta).On(("rejected", "rejected_noisy"))));

        Assert.Equal(["chosen", "rejected", "rejected_noisy"], povid.Inputs.Views.Select(v => v.Name));
        Assert.All(povid.Inputs.Views, v => Assert.Equal(View.OriginalImage, v.Image)); // both on the clean image
        Check(povid, r => 0.5 * Logistic(r("chosen") - r("rejected"))
            + 0.5 * Logistic(r("chosen") - r("rejected_noisy")));
    }

    // chosen: the annotator's answer; revised: the policy's own one, revised; rejected: as generated
    [Fact]
    public void OpaDpoIsFourDposAndTheirAnchors()
    {
        const double Anchor = 0.3, OfImages = 0.7, OfAnchors = 0.4;
        var dpo = new DpoLoss(Beta);
        var opa = WeightedSum.Of(
            (1, dpo),
            (1, dpo.On(("chosen", "revised"))),
            (OfImages, dpo.On(("rejected", "rejected_image"))),
            (OfImages, dpo.On(("chosen", "revised"), ("rejected", "revised_on_rejected_image"))),
            (2 * OfAnchors, new AnchorLoss("chosen", Beta, Anchor, Squared: true)),
            (2 * OfAnchors, new AnchorLoss("revised", Beta, Anchor, Squared: true)));

        var masked = Assert.Single(opa.Inputs.Views, v => v.Name == "revised_on_rejected_image");
        Assert.Equal(("revised", View.CorruptedImage), (masked.Answer, masked.Image));
        Check(opa, r => Logistic(r("chosen") - r("rejected")) + Logistic(r("revised") - r("rejected"))
            + OfImages * (Logistic(r("chosen") - r("rejected_image"))
                + Logistic(r("revised") - r("revised_on_rejected_image")))
            // one anchor for each of the four pairs' preferred sides
            + OfAnchors * 2 * (Math.Pow(r("chosen") - Anchor, 2) + Math.Pow(r("revised") - Anchor, 2)));
    }

    [Fact]
    public void MdpoIsADpoADpoOnTheImageAndAnAnchor()
    {
        var sum = WeightedSum.Of((1, new DpoLoss(Beta)),
            (1, new DpoLoss(Beta).On(("rejected", "rejected_image"))), (1, new AnchorLoss("chosen", Beta, 0.1)));
        var scores = SampleScores.For(sum.Inputs, batch: 6, seed: 4);

        var (composed, own) = (LossEvaluation.Of(sum, scores), LossEvaluation.Of(new MdpoLoss(Beta, 0.1), scores));
        for (var i = 0; i < 6; i++)
            Assert.Equal(own.Loss[i]!.Value, composed.Loss[i]!.Value, 1e-13);
    }

    /// <summary>The loss of every example from rewards b (log pi - log ref), summed over tokens by hand.</summary>
    private static void Check(PreferenceLoss loss, Func<Func<string, double>, double> formula)
    {
        const int Batch = 6;
        var scores = SampleScores.For(loss.Inputs, Batch, seed: 9);
        var values = LossEvaluation.Of(loss, scores).Loss;
        for (var i = 0; i < Batch; i++)
        {
            double Reward(string view)
            {
                var tokens = scores.Views[view].ByToken!;
                var sum = 0.0;
                for (var t = 0; t < tokens.Mask.shape[1]; t++)
                    if (tokens.Mask[i, t].item<bool>())
                        sum += tokens.Policy[i, t].item<double>() - tokens.Reference![i, t].item<double>();
                return Beta * sum;
            }
            Assert.Equal(formula(Reward), values[i]!.Value, 1e-12);
        }
    }

    private static double Logistic(double margin) => Math.Log(1 + Math.Exp(-margin));
}
