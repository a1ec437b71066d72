using ResearchKit.Losses;
using ResearchKit.Losses.Contract;
using TorchSharp;
using static ResearchKit.Tests.Losses.Scores;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Losses;

/// <summary>The contract's rejections: a loss cannot use what it does not declare.</summary>
public sealed class PreferenceLossTests
{
    private sealed record Greedy(string Wants) : PreferenceLoss
    {
        public override LossInputs Inputs => new([View.Chosen, View.Rejected], TokenReduction.Sum, Reference: false);

        protected override LossTerms Terms(LossScores scores) => new(Wants switch
        {
            "view" => scores[View.RejectedImage].Policy,
            "reference" => scores[View.Chosen].LogRatio,
            "tokens" => scores[View.Chosen].Tokens,
            "by-token" => scores[View.Chosen].ByToken.Policy,
            "column" => scores.Column("margin"),
            _ => scores[View.Chosen].Policy.mean(),
        }, []);
    }

    [Theory]
    [InlineData(2, null, "reference", "there are 1 numbers of the policy and 2 here")]
    [InlineData(null, 3, "tokens", "there are 1 numbers of the policy and 3 here")]
    [InlineData(1, 0, "tokens", "there are 1 numbers of the policy and 0 here")]
    public void ScoresOfUnequalLengthsAreAnArgumentError(int? reference, int? tokens, string parameter, string message)
    {
        var error = Assert.Throws<ArgumentException>(() => ViewScores.Of(
            [-1.0], reference is { } r ? new double[r] : null, tokens is { } t ? new double[t] : null));
        Assert.Equal(parameter, error.ParamName);
        Assert.StartsWith(message, error.Message);
    }

    [Theory]
    [InlineData("view",
        "greedy asks for view 'rejected_image', which it does not declare. Declared: 'chosen', 'rejected'.")]
    [InlineData("reference", "greedy asks for the reference of view 'chosen' but declares Reference: false.")]
    [InlineData("tokens", "greedy asks for the token counts of view 'chosen' but does not declare Tokens.")]
    [InlineData("by-token", "greedy asks for the tokens of view 'chosen' but does not declare PerToken.")]
    [InlineData("column", "greedy asks for column 'margin', which it does not declare.")]
    [InlineData("scalar", "greedy returned a loss of shape []; one value per pair, [1], is expected.")]
    public void UndeclaredInputsAreRejectedByName(string wants, string message)
    {
        var scores = LogRatios((View.Chosen, 1), (View.Rejected, 0), (View.RejectedImage, 0));
        Assert.StartsWith(message, Assert.Throws<LossException>(() => new Greedy(wants).Compute(scores)).Message);
    }

    [Fact]
    public void AMissingViewIsNamedWithWhatItIs() => Assert.Equal(
        "adavip needs view 'rejected_image' (chosen answer, rejected image); the scores have 'chosen', 'rejected'.",
        Assert.Throws<LossException>(() => new AdaVipLoss().Compute(Pair(1, 0))).Message);

    [Fact]
    public void AMissingReferenceIsNamed() => Assert.Equal(
        "dpo needs the reference log-probabilities of view 'chosen'.",
        Assert.Throws<LossException>(() => new DpoLoss().Compute(Policy((-1, 1), (-2, 1)))).Message);

    [Fact]
    public void MissingTokenCountsAreNamed() => Assert.Equal(
        "simpo divides by the answer's length: token counts of view 'chosen' are needed.",
        Assert.Throws<LossException>(() => new SimPoLoss().Compute(new PreferenceScores(new()
        {
            ["chosen"] = ViewScores.Of([-1.0]),
            ["rejected"] = ViewScores.Of([-1.0]),
        }))).Message);

    [Fact]
    public void AWithExpressionIsCheckedBeforeItIsUsed() => Assert.Equal(
        "dpo: beta = -1 is outside its range (0, inf).",
        Assert.Throws<LossException>(() => (new DpoLoss() with { Beta = -1 }).Compute(Pair(1, 0))).Message);

    [Fact]
    public void ShapesAreCheckedWithTheirViewsName() => Assert.Equal(
        "View 'rejected': policy has shape [2]; [batch] = [1] is expected.",
        Assert.Throws<LossException>(() => new PreferenceScores(new()
        {
            ["chosen"] = ViewScores.Of([-1.0]),
            ["rejected"] = ViewScores.Of([-1.0, -2.0]),
        })).Message);

    [Fact]
    public void RewardsAndExtrasCarryNoGraph()
    {
        var policy = tensor(new[] { -1.0 }).requires_grad_();
        var scores = new PreferenceScores(new()
        {
            ["chosen"] = new ViewScores(policy, tensor(new[] { -2.0 })),
            ["rejected"] = ViewScores.Of([-3.0], [-2.0]),
            ["rejected_image"] = ViewScores.Of([-3.0], [-2.0]),
        });
        var terms = new AdaVipLoss().Compute(scores);
        Assert.True(terms.Loss.requires_grad);
        Assert.All(terms.Rewards.Values.Concat(terms.Extras.Values), t => Assert.False(t.requires_grad));
    }

    [Fact]
    public void RecordsWithEqualHyperParametersAreEqual() => Assert.Equal(new DpoLoss(0.2),
        new DpoLoss(0.1) with { Beta = 0.2 });
}
