using ResearchKit.Losses.Contract;
using static ResearchKit.Losses.Formula;

namespace ResearchKit.Losses;

/// <summary>
/// Negative Preference Optimization: <c>L = -(2/b) log s(-b lr(y_l))</c>, lr = log pi - log ref summed over tokens: DPO
/// without a chosen answer, for forgetting. Its gradient fades as the answer is forgotten, where plain gradient ascent
/// goes on for ever. Reward: <c>b lr</c>. Policy equal to reference gives (2/b) ln 2.
/// </summary>
/// <param name="Beta">b, above 0; towards 0 it becomes gradient ascent.</param>
/// <remarks>
/// Zhang et al. 2024, "Negative Preference Optimization: From Catastrophic Collapse to Effective Unlearning".
/// </remarks>
[Method("npo", Title = "NPO", ArXiv = "2404.05868", Where = "Eq. 3",
    Paper = "Negative Preference Optimization: From Catastrophic Collapse to Effective Unlearning",
    Equation = "-(2/b) log s(-b lr(l))")]
public sealed record NpoLoss([HyperParameter("beta", "(0, inf)")] double Beta = 0.1) : PreferenceLoss
{
    /// <inheritdoc/>
    public override LossInputs Inputs => new([View.Rejected], TokenReduction.Sum, Reference: true);

    /// <inheritdoc/>
    protected override LossTerms Terms(LossScores scores)
    {
        var rejected = Beta * scores[View.Rejected].LogRatio;
        return new LossTerms(2 / Beta * NegLogSigmoid(-rejected), [(View.Rejected, rejected)]);
    }
}
