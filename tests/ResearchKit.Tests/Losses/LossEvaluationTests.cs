using System.Text.Json;
using ResearchKit.Losses;
using ResearchKit.Losses.Contract;
using static ResearchKit.Tests.Losses.Scores;

namespace ResearchKit.Tests.Losses;

public sealed class LossEvaluationTests
{
    [Fact]
    public void DpoOnOnePairIsWhatTheFormulaSays()
    {
        // h = ln 3, s(-h) = 1/4
        var evaluation = LossEvaluation.Of(new DpoLoss(1), Pair(Ln3, 0));
        Assert.Equal(Math.Log(4.0 / 3), evaluation.Mean, 1e-15);
        Assert.Equal(-0.25, evaluation.Gradient["chosen"][0]!.Value, 1e-15);
        Assert.Equal(0.25, evaluation.Gradient["rejected"][0]!.Value, 1e-15);
        Assert.Equal(1.0, evaluation.Weights["chosen"][0]);
        Assert.Equal(1.0, evaluation.Weights["rejected"][0]);
    }

    [Fact]
    public void TheGradientIsThatOfTheMeanLoss()
    {
        var two = new PreferenceScores(new()
        {
            ["chosen"] = ViewScores.Of([-5 + Ln3, -5], [-5, -5]),
            ["rejected"] = ViewScores.Of([-5, -5], [-5, -5]),
        });
        var gradient = LossEvaluation.Of(new DpoLoss(1), two).Gradient["chosen"];
        Assert.Equal(-0.125, gradient[0]!.Value, 1e-15);
        Assert.Equal(-0.25, gradient[1]!.Value, 1e-15);
    }

    [Fact]
    public void AMeanOverTokensDividesTheGradientByTheLength()
    {
        // equal means: s(0) = 1/2; beta 2, 4 and 2 tokens
        var evaluation = LossEvaluation.Of(new SimPoLoss(2, 0), Policy((-4, 4), (-2, 2)));
        Assert.Equal(-0.25, evaluation.Gradient["chosen"][0]!.Value, 1e-15);
        Assert.Equal(0.5, evaluation.Gradient["rejected"][0]!.Value, 1e-15);
    }

    [Fact]
    public void WeightsOfASaturatedPairAreZero()
    {
        var evaluation = LossEvaluation.Of(new HingeLoss(1), Pair(5, 0));
        Assert.Equal(0.0, evaluation.Weights["chosen"][0]);
        Assert.Equal(0.0, evaluation.Gradient["rejected"][0]);
    }

    [Fact]
    public void FixedWeightsShowWhichRejectedSampleTakesTheGradient()
    {
        // margins 0 and ln 3: s(-m) = 1/2 and 1/4
        var weights = LossEvaluation.Of(new PlusVisionLoss(1),
            LogRatios((View.Chosen, Ln3), (View.Rejected, Ln3), (View.RejectedImage, 0))).Weights;
        Assert.Equal(2.0 / 3, weights["rejected"][0]!.Value, 1e-14);
        Assert.Equal(1.0 / 3, weights["rejected_image"][0]!.Value, 1e-14);
    }

    [Fact]
    public void ItsJsonHasTheDocumentedKeys()
    {
        using var json = JsonDocument.Parse(LossEvaluation.Of(new AdaVipLoss(),
            LogRatios((View.Chosen, 1), (View.Rejected, 0), (View.RejectedImage, 0))).ToJson());
        Assert.Equal(["method", "pairs", "mean", "loss", "rewards", "weights", "gradient", "extras"],
            json.RootElement.EnumerateObject().Select(p => p.Name));
        Assert.Equal("adavip", json.RootElement.GetProperty("method").GetProperty("loss").GetString());
        Assert.Equal(0.5, json.RootElement.GetProperty("weights").GetProperty("rejected_image")[0].GetDouble());
    }

    [Fact]
    public void ScoresThatAreFloat32AreEvaluatedInFloat64()
    {
        var single = new PreferenceScores(Pair(Ln3, 0).Views.ToDictionary(v => v.Key, v => new ViewScores(
            v.Value.Policy.to_type(TorchSharp.torch.ScalarType.Float32), v.Value.Reference)));
        Assert.Equal(Math.Log(4.0 / 3), LossEvaluation.Of(new DpoLoss(1), single).Mean, 1e-7);
    }
}
