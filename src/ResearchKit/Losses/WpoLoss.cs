using ResearchKit.Losses.Contract;
using TorchSharp;
using static ResearchKit.Losses.Formula;
using static TorchSharp.torch;

namespace ResearchKit.Losses;

/// <summary>
/// Weighted Preference Optimization: <c>L = -w(y_w) w(y_l) log s(b h)</c>, <c>h = lr(y_w) - lr(y_l)</c>,
/// lr = log pi - log ref summed over tokens. A pair counts as far as the policy would write its answers itself:
/// <c>w(y) = exp(mean_t [log pi(y_t) - log sum_v pi(v)^2])</c>, 1 for an answer that the policy would draw typically,
/// without gradient. The collision probability is the token column <c>collision</c>. Reward: <c>b lr</c>.
/// </summary>
/// <param name="Beta">b, strength of the KL constraint, above 0.</param>
/// <remarks>
/// Zhou et al. 2024, "WPO: Enhancing RLHF with Weighted Preference Optimization", Eq. 2 with sampled alignment. w is
/// cut at e^80.
/// </remarks>
[Method("wpo", Title = "WPO", ArXiv = "2406.11827", Where = "Eq. 2, sampled alignment",
    Paper = "WPO: Enhancing RLHF with Weighted Preference Optimization",
    Equation = "-w(w) w(l) log s(b h),  w(y) = exp(mean_t [log pi(y_t) - log sum_v pi(v)^2])",
    Equivalent = "TRL: loss_type=\"sigmoid\", use_weighting=True")]
public sealed record WpoLoss([HyperParameter("beta", "(0, inf)")] double Beta = 0.1) : PreferenceLoss
{
    /// <inheritdoc/>
    public override LossInputs Inputs => new([View.Chosen, View.Rejected], TokenReduction.Sum, Reference: true)
    {
        TokenColumns = [TokenColumn.Collision],
    };

    /// <inheritdoc/>
    protected override LossTerms Terms(LossScores scores)
    {
        var chosen = Beta * scores[View.Chosen].LogRatio;
        var rejected = Beta * scores[View.Rejected].LogRatio;
        var weight = Weight(scores[View.Chosen]) * Weight(scores[View.Rejected]);
        return new LossTerms(
            weight * NegLogSigmoid(chosen - rejected),
            [(View.Chosen, chosen), (View.Rejected, rejected)],
            ("weight", weight));
    }

    private static Tensor Weight(LossView view)
    {
        var tokens = view.ByToken;
        return Exp(tokens.Mean(tokens.Logps - tokens.Column(TokenColumn.Collision)).detach() / 2).square();
    }
}
