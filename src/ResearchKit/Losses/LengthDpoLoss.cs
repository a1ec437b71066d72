using ResearchKit.Losses.Contract;
using static ResearchKit.Losses.Formula;

namespace ResearchKit.Losses;

/// <summary>
/// DPO with a length penalty (the paper's R-DPO; that name belongs to the robust DPO here): <c>L = -log s(b [lr(y_w) -
/// lr(y_l)] + a (|y_w| - |y_l|))</c>, lr = log pi - log ref summed over tokens, |y| the number of tokens. The policy
/// that maximizes reward minus a |y| has the reward <c>b lr + a |y|</c>; with it in the Bradley-Terry model, a longer
/// chosen answer needs less of a log-ratio. Policy equal to reference and equal lengths give ln 2.
/// </summary>
/// <param name="Beta">b, strength of the KL constraint, above 0.</param>
/// <param name="Alpha">a, price of a token in units of reward, at least 0; 0 is DPO.</param>
/// <remarks>Park et al. 2024, "Disentangling Length from Quality in Direct Preference Optimization".</remarks>
[Method("length-dpo", Title = "Length-DPO", ArXiv = "2403.19159", Where = "length-regularized objective",
    Paper = "Disentangling Length from Quality in Direct Preference Optimization",
    Equation = "-log s(b h + a (|w| - |l|))")]
public sealed record LengthDpoLoss(
    [HyperParameter("beta", "(0, inf)")] double Beta = 0.1,
    [HyperParameter("alpha", "[0, inf)")] double Alpha = 0.01) : PreferenceLoss
{
    /// <inheritdoc/>
    public override LossInputs Inputs => new([View.Chosen, View.Rejected], TokenReduction.Sum, Reference: true)
    {
        Tokens = true,
    };

    /// <inheritdoc/>
    protected override LossTerms Terms(LossScores scores)
    {
        var chosen = Beta * scores[View.Chosen].LogRatio + Alpha * scores[View.Chosen].Tokens;
        var rejected = Beta * scores[View.Rejected].LogRatio + Alpha * scores[View.Rejected].Tokens;
        return new LossTerms(NegLogSigmoid(chosen - rejected), [(View.Chosen, chosen), (View.Rejected, rejected)]);
    }
}
