using ResearchKit.Losses.Contract;
using static ResearchKit.Losses.Formula;
using static TorchSharp.torch;

namespace ResearchKit.Losses;

/// <summary>
/// DPO-Positive: <c>L = -log s(b [lr(y_w) - lr(y_l) - lambda max(0, -lr(y_w))])</c>, lr = log pi - log ref: DPO with a
/// penalty as soon as the chosen answer becomes less likely than under the reference. Rewards: <c>b lr(y_l)</c> and
/// <c>b (lr(y_w) - lambda max(0, -lr(y_w)))</c>. Policy equal to reference gives ln 2.
/// </summary>
/// <param name="Beta">b, strength of the KL constraint, above 0.</param>
/// <param name="Lambda">lambda, weight of the penalty, at least 0; 50 in the paper.</param>
/// <remarks>
/// Pal et al. 2024, "Smaug: Fixing Failure Modes of Preference Optimisation with DPO-Positive", Eq. 3 of the version
/// of July 2024: the penalty is inside the sigmoid and multiplied by b. The first version printed the bracket
/// differently, and ports exist that add the penalty outside; the authors confirmed the corrected bracket.
/// </remarks>
[Method("dpop", Title = "DPO-Positive", Where = "Eq. 3", ArXiv = "2402.13228", Aliases = ["smaug"],
    Paper = "Smaug: Fixing Failure Modes of Preference Optimisation with DPO-Positive",
    Equation = "-log s(b [lr(w) - lr(l) - lambda max(0, -lr(w))])")]
public sealed record DpoPositiveLoss(
    [HyperParameter("beta", "(0, inf)")] double Beta = 0.1,
    [HyperParameter("lambda", "[0, inf)")] double Lambda = 50.0) : PreferenceLoss
{
    /// <inheritdoc/>
    public override LossInputs Inputs => new([View.Chosen, View.Rejected], TokenReduction.Sum, Reference: true);

    /// <inheritdoc/>
    protected override LossTerms Terms(LossScores scores)
    {
        var ratio = scores[View.Chosen].LogRatio;
        var penalty = nn.functional.relu(-ratio);
        var chosen = Beta * (ratio - Lambda * penalty);
        var rejected = Beta * scores[View.Rejected].LogRatio;
        return new LossTerms(
            NegLogSigmoid(chosen - rejected),
            [(View.Chosen, chosen), (View.Rejected, rejected)],
            ("penalty", penalty));
    }
}
