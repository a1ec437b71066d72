using ResearchKit.Losses.Contract;
using static ResearchKit.Losses.Formula;

namespace ResearchKit.Losses;

/// <summary>
/// Simple Preference Optimization:
/// <c>L = -log s(b log pi(y_w)/|y_w| - b log pi(y_l)/|y_l| - g)</c>. No reference model; log-probabilities are
/// averaged over tokens, so that a longer answer has no smaller reward for being long. Reward: <c>b log pi(y)/|y|</c>.
/// Equal mean log-probabilities give <c>log(1 + e^g)</c>.
/// </summary>
/// <param name="Beta">b, scale of the reward, above 0. The paper uses 2 to 2.5.</param>
/// <param name="Gamma">g, target reward margin, at least 0. The released code gives it as the ratio g/b.</param>
/// <remarks>Meng et al. 2024, "SimPO: Simple Preference Optimization with a Reference-Free Reward", Eq. 6.</remarks>
[Method("simpo", Title = "SimPO", Paper = "SimPO: Simple Preference Optimization with a Reference-Free Reward",
    Where = "Eq. 6", ArXiv = "2405.14734",
    Equation = "-log s(b log pi(w)/|w| - b log pi(l)/|l| - g)",
    Equivalent = "the authors' gamma_beta_ratio = g/b; TRL: CPOConfig(loss_type=\"simpo\", simpo_gamma=g, " +
    "cpo_alpha=0)")]
public sealed record SimPoLoss(
    [HyperParameter("beta", "(0, inf)")] double Beta = 2.0,
    [HyperParameter("gamma", "[0, inf)")] double Gamma = 0.5) : PreferenceLoss
{
    /// <inheritdoc/>
    public override LossInputs Inputs => new([View.Chosen, View.Rejected], TokenReduction.Mean, Reference: false);

    /// <inheritdoc/>
    protected override LossTerms Terms(LossScores scores)
    {
        var chosen = Beta * scores[View.Chosen].Policy;
        var rejected = Beta * scores[View.Rejected].Policy;
        return new LossTerms(
            NegLogSigmoid(chosen - rejected - Gamma),
            [(View.Chosen, chosen), (View.Rejected, rejected)]);
    }
}
