using ResearchKit.Losses.Contract;

namespace ResearchKit.Losses;

/// <summary>
/// CISPO: policy gradient with a clipped importance weight that carries no gradient, <c>-sg(min(r_t, c)) A log
/// pi_t</c>, averaged over all tokens of the batch alike (answer column <c>advantage</c>, token column <c>old</c>): no
/// token is ever switched off, large ratios are only kept from taking over. Reward: the advantage A.
/// </summary>
/// <param name="MaxRatio">c, largest weight of a token, above 0; not a distance from 1.</param>
/// <remarks>MiniMax 2025.</remarks>
[Method("cispo", Title = "CISPO", ArXiv = "2506.13585", Where = "Eq. 4-5",
    Paper = "MiniMax-M1: Scaling Test-Time Compute Efficiently with Lightning Attention",
    Equation = "sum over all tokens of -sg(min(r, c)) A log pi / number of tokens",
    Equivalent = "TRL: GRPOConfig(loss_type=\"cispo\", epsilon_high=c, beta=0)")]
public sealed record CispoLoss(
    [HyperParameter("epsilon_high", "(0, inf)")] double MaxRatio = 5.0) : PreferenceLoss
{
    /// <inheritdoc/>
    public override LossInputs Inputs => PolicyRatio.Inputs(couplesBatch: true);

    /// <inheritdoc/>
    protected override LossTerms Terms(LossScores scores)
    {
        var view = scores[View.Sample];
        var tokens = view.ByToken;
        var advantage = view.Column(TokenColumn.Advantage);
        var weight = Formula.Exp(PolicyRatio.Log(tokens).detach()).clamp_max(MaxRatio);
        var loss = -weight * advantage.unsqueeze(1) * tokens.Logps;
        return new LossTerms(PolicyRatio.PerTokenOfBatch(tokens, loss), [(View.Sample, advantage)]);
    }
}
