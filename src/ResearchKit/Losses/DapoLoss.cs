using ResearchKit.Losses.Contract;

namespace ResearchKit.Losses;

/// <summary>
/// DAPO's surrogate: GRPO's clipped ratio with a larger upper bound, so that unlikely tokens can rise, without a
/// divergence term, and averaged over all tokens of the batch alike instead of answer by answer (answer column
/// <c>advantage</c>, token column <c>old</c>). Reward: the advantage A. Policy equal to old policy gives -A times the
/// answer's length over the mean length.
/// </summary>
/// <param name="EpsilonLow">e_low, how far a ratio may fall below 1, in (0, 1).</param>
/// <param name="EpsilonHigh">e_high, how far it may rise above 1, above 0; 0.28 in the paper.</param>
/// <remarks>Yu et al. 2025. Dynamic sampling and the length penalty belong to the data and the reward.</remarks>
[Method("dapo", Title = "DAPO", ArXiv = "2503.14476", Where = "Eq. 8",
    Paper = "DAPO: An Open-Source LLM Reinforcement Learning System at Scale",
    Equation = "sum over all tokens of -min(r A, clip(r, 1-e_low, 1+e_high) A) / number of tokens",
    Equivalent = "TRL: GRPOConfig(loss_type=\"dapo\", epsilon=e_low, epsilon_high=e_high, beta=0)")]
public sealed record DapoLoss(
    [HyperParameter("epsilon_low", "(0, 1)")] double EpsilonLow = 0.2,
    [HyperParameter("epsilon_high", "(0, inf)")] double EpsilonHigh = 0.28) : PreferenceLoss
{
    /// <inheritdoc/>
    public override LossInputs Inputs => PolicyRatio.Inputs(couplesBatch: true);

    /// <inheritdoc/>
    protected override LossTerms Terms(LossScores scores)
    {
        var view = scores[View.Sample];
        var tokens = view.ByToken;
        var advantage = view.Column(TokenColumn.Advantage);
        var loss = PolicyRatio.Clipped(PolicyRatio.Log(tokens), advantage.unsqueeze(1), EpsilonLow, EpsilonHigh);
        return new LossTerms(PolicyRatio.PerTokenOfBatch(tokens, loss), [(View.Sample, advantage)]);
    }
}
