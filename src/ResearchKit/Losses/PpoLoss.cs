using ResearchKit.Losses.Contract;

namespace ResearchKit.Losses;

/// <summary>
/// Proximal Policy Optimization, its policy loss: <c>-min(r_t A_t, clip(r_t, 1-e, 1+e) A_t) - c H_t</c> averaged over
/// the answer's tokens, <c>r = pi/pi_old</c>, with an advantage per token (token columns <c>advantage</c> and
/// <c>old</c>) and, where c is above 0, the entropy of the next token as a bonus (token column <c>entropy</c>). Reward:
/// the mean advantage. A divergence from the reference belongs into the advantages' rewards.
/// </summary>
/// <param name="Epsilon">e, how far a ratio may leave 1 before it is clipped, in (0, 1).</param>
/// <param name="EntropyBonus">c, weight of the entropy, at least 0.</param>
/// <remarks>Schulman et al. 2017.</remarks>
[Method("ppo", Title = "PPO", ArXiv = "1707.06347", Where = "Eq. 7 and 9",
    Paper = "Proximal Policy Optimization Algorithms",
    Equation = "mean_t [-min(r A_t, clip(r, 1-e, 1+e) A_t) - c H_t],  r = pi/pi_old",
    Equivalent = "TRL: PPOConfig(cliprange=e), policy loss; the value loss is a matter of the value head")]
public sealed record PpoLoss(
    [HyperParameter("epsilon", "(0, 1)")] double Epsilon = 0.2,
    [HyperParameter("c_2", "[0, inf)")] double EntropyBonus = 0.0) : PreferenceLoss
{
    /// <inheritdoc/>
    public override LossInputs Inputs => new([View.Sample], TokenReduction.Weighted, Reference: false)
    {
        TokenColumns = EntropyBonus > 0
            ? [TokenColumn.Old, TokenColumn.Advantage, TokenColumn.Entropy]
            : [TokenColumn.Old, TokenColumn.Advantage],
    };

    /// <inheritdoc/>
    protected override LossTerms Terms(LossScores scores)
    {
        var tokens = scores[View.Sample].ByToken;
        var advantage = tokens.Column(TokenColumn.Advantage);
        var loss = PolicyRatio.Clipped(PolicyRatio.Log(tokens), advantage, Epsilon, Epsilon);
        if (EntropyBonus > 0)
            loss = loss - EntropyBonus * tokens.Column(TokenColumn.Entropy);
        return new LossTerms(tokens.Mean(loss), [(View.Sample, tokens.Mean(advantage))]);
    }
}
