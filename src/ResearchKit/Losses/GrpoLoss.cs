using ResearchKit.Losses.Contract;

namespace ResearchKit.Losses;

/// <summary>
/// Group Relative Policy Optimization, its surrogate on a given advantage A of each sampled answer (answer column
/// <c>advantage</c>): <c>L = (1/|y|) sum_t [-min(r_t A, clip(r_t, 1-e, 1+e) A) + b (ref/pi - log(ref/pi) - 1)]</c>,
/// <c>r = pi/pi_old</c> per token (token column <c>old</c>). How advantages come from groups is a matter of its own.
/// Reward: A. Policy equal to old policy and reference gives -A.
/// </summary>
/// <param name="Epsilon">e, how far a ratio may leave 1 before it is clipped, in (0, 1).</param>
/// <param name="Beta">b, weight of the divergence from the reference, at least 0; 0 needs no reference.</param>
/// <remarks>Shao et al. 2024. Averaging over an answer's tokens makes the tokens of long answers count less.</remarks>
[Method("grpo", Title = "GRPO", ArXiv = "2402.03300", Where = "Eq. 3",
    Paper = "DeepSeekMath: Pushing the Limits of Mathematical Reasoning in Open Language Models",
    Equation = "mean_t [-min(r A, clip(r, 1-e, 1+e) A) + b k3],  r = pi/pi_old, k3 = ref/pi - log(ref/pi) - 1",
    Equivalent = "TRL: GRPOConfig(loss_type=\"grpo\", epsilon=e, beta=b)")]
public sealed record GrpoLoss(
    [HyperParameter("epsilon", "(0, 1)")] double Epsilon = 0.2,
    [HyperParameter("beta", "[0, inf)")] double Beta = 0.04) : PreferenceLoss
{
    /// <inheritdoc/>
    public override LossInputs Inputs => PolicyRatio.Inputs(reference: Beta > 0);

    /// <inheritdoc/>
    protected override LossTerms Terms(LossScores scores)
    {
        var view = scores[View.Sample];
        var tokens = view.ByToken;
        var advantage = view.Column(TokenColumn.Advantage);
        var loss = PolicyRatio.Clipped(PolicyRatio.Log(tokens), advantage.unsqueeze(1), Epsilon, Epsilon);
        if (Beta > 0)
            loss = loss + Beta * PolicyRatio.Divergence(tokens);
        return new LossTerms(tokens.Mean(loss), [(View.Sample, advantage)]);
    }
}
