using ResearchKit.Losses.Contract;

namespace ResearchKit.Losses;

/// <summary>
/// Group Sequence Policy Optimization: the ratio, and with it the clipping, is that of whole answers,
/// <c>s = (pi(y)/pi_old(y))^(1/|y|)</c>: <c>L = -min(s A, clip(s, 1-e_low, 1+e_high) A)</c> (answer column
/// <c>advantage</c>, token column <c>old</c>). Reward: A. Policy equal to old policy gives -A.
/// </summary>
/// <param name="EpsilonLow">e_low, how far the ratio may fall below 1, in (0, 1).</param>
/// <param name="EpsilonHigh">e_high, how far it may rise above 1, above 0.</param>
/// <remarks>Zheng et al. 2025, bounds of Sec. 5.1.</remarks>
[Method("gspo", Title = "GSPO", ArXiv = "2507.18071", Where = "Eq. 5-7",
    Paper = "Group Sequence Policy Optimization",
    Equation = "-min(s A, clip(s, 1-e_low, 1+e_high) A),  s = (pi(y)/pi_old(y))^(1/|y|)",
    Equivalent = "TRL: GRPOConfig(importance_sampling_level=\"sequence\", epsilon=3e-4, epsilon_high=4e-4, beta=0)")]
public sealed record GspoLoss(
    [HyperParameter("epsilon_low", "(0, 1)")] double EpsilonLow = 3e-4,
    [HyperParameter("epsilon_high", "(0, inf)")] double EpsilonHigh = 4e-4) : PreferenceLoss
{
    /// <inheritdoc/>
    public override LossInputs Inputs => PolicyRatio.Inputs();

    /// <inheritdoc/>
    protected override LossTerms Terms(LossScores scores)
    {
        var view = scores[View.Sample];
        var tokens = view.ByToken;
        var advantage = view.Column(TokenColumn.Advantage);
        var logRatio = tokens.Mean(PolicyRatio.Log(tokens));
        return new LossTerms(
            PolicyRatio.Clipped(logRatio, advantage, EpsilonLow, EpsilonHigh), [(View.Sample, advantage)],
            ("ratio", Formula.Exp(logRatio)));
    }
}
