using ResearchKit.Losses.Contract;
using static ResearchKit.Losses.Formula;

namespace ResearchKit.Losses;

/// <summary>
/// Noise Contrastive Alignment on pairs: <c>L = -log s(r_w) - [log s(-r_w) + log s(-r_l)]/2</c>, <c>r = b lr</c>,
/// lr = log pi - log ref summed over tokens: the chosen answer's absolute likelihood is kept up, while every answer is
/// held back from rising for its own sake. Reward: <c>r</c>. Policy equal to reference gives 2 ln 2.
/// </summary>
/// <param name="Beta">b, strength of the KL constraint, above 0; the inverse of the paper's alpha.</param>
/// <remarks>
/// Chen et al. 2024, "Noise Contrastive Alignment of Language Models with Explicit Rewards", preference data.
/// </remarks>
[Method("nca-pair", Title = "NCA", ArXiv = "2402.05369", Where = "NCA loss for preference data", Aliases = ["nca"],
    Paper = "Noise Contrastive Alignment of Language Models with Explicit Rewards",
    Equation = "-log s(r_w) - 1/2 log s(-r_w) - 1/2 log s(-r_l),  r = b lr",
    Equivalent = "TRL: loss_type=\"nca_pair\"")]
public sealed record NcaPairLoss([HyperParameter("beta", "(0, inf)")] double Beta = 0.1) : PreferenceLoss
{
    /// <inheritdoc/>
    public override LossInputs Inputs => new([View.Chosen, View.Rejected], TokenReduction.Sum, Reference: true);

    /// <inheritdoc/>
    protected override LossTerms Terms(LossScores scores)
    {
        var chosen = Beta * scores[View.Chosen].LogRatio;
        var rejected = Beta * scores[View.Rejected].LogRatio;
        var loss = NegLogSigmoid(chosen) + (NegLogSigmoid(-chosen) + NegLogSigmoid(-rejected)) / 2;
        return new LossTerms(loss, [(View.Chosen, chosen), (View.Rejected, rejected)]);
    }
}
