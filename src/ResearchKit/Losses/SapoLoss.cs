using ResearchKit.Losses.Contract;
using static TorchSharp.torch;

namespace ResearchKit.Losses;

/// <summary>
/// Soft Adaptive Policy Optimization: a soft gate in place of clipping, <c>-(4/tau) s(tau (r_t - 1)) A</c> averaged
/// over the answer's tokens, <c>r = pi/pi_old</c>, with a steeper gate for negative advantages (answer column
/// <c>advantage</c>, token column <c>old</c>). At r = 1 its gradient is that of r A. Reward: A.
/// </summary>
/// <param name="TauPositive">tau where A is above 0, above 0.</param>
/// <param name="TauNegative">tau elsewhere, above 0.</param>
/// <remarks>Gao et al. 2025.</remarks>
[Method("sapo", Title = "SAPO", ArXiv = "2511.20347", Where = "Eq. 5-6",
    Paper = "Soft Adaptive Policy Optimization",
    Equation = "mean_t -(4/tau) s(tau (r - 1)) A,  tau by the sign of A",
    Equivalent = "TRL: GRPOConfig(loss_type=\"sapo\", sapo_temperature_pos, sapo_temperature_neg)")]
public sealed record SapoLoss(
    [HyperParameter("tau_pos", "(0, inf)")] double TauPositive = 1.0,
    [HyperParameter("tau_neg", "(0, inf)")] double TauNegative = 1.05) : PreferenceLoss
{
    /// <inheritdoc/>
    public override LossInputs Inputs => PolicyRatio.Inputs();

    /// <inheritdoc/>
    protected override LossTerms Terms(LossScores scores)
    {
        var view = scores[View.Sample];
        var tokens = view.ByToken;
        var advantage = view.Column(TokenColumn.Advantage);
        var tau = where(advantage.gt(0), full_like(advantage, TauPositive), full_like(advantage,
            TauNegative)).unsqueeze(1);
        var gate = 4 / tau * (tau * (Formula.Exp(PolicyRatio.Log(tokens)) - 1)).sigmoid();
        return new LossTerms(tokens.Mean(-gate * advantage.unsqueeze(1)), [(View.Sample, advantage)]);
    }
}
