using ResearchKit.Losses.Contract;
using static ResearchKit.Losses.Formula;

namespace ResearchKit.Losses;

/// <summary>
/// DPO with a supervised term: <c>L = -log s(b [lr(y_w) - lr(y_l)]) - a log pi(y_w)</c>, lr = log pi - log ref
/// summed over tokens, the last term averaged over them. The term holds the chosen likelihood up while the rejected one
/// falls. Reward: <c>b lr</c>. Policy equal to reference, both log-probabilities L of n tokens, gives <c>ln 2 - a
/// L/n</c>.
/// </summary>
/// <param name="Beta">b, strength of the KL constraint, above 0.</param>
/// <param name="Alpha">a, weight of the supervised term, at least 0.</param>
/// <param name="SftReduction">
/// mean: the supervised term is averaged over the answer's tokens, as trainers do; sum: it is that of the whole answer.
/// At 30 tokens the sum is 30 times as strong.
/// </param>
/// <remarks>Yan et al. 2024, "3D-Properties: Identifying Challenges in DPO and Charting a Path Forward".</remarks>
[Method("sft-dpo", Title = "SFT-DPO", Where = "regularization by an SFT loss", ArXiv = "2406.07327",
    Aliases = ["dpo+sft"],
    Paper = "3D-Properties: Identifying Challenges in DPO and Charting a Path Forward",
    Equation = "-log s(b h) - a log pi(w)/|w|,  h = lr(w) - lr(l)",
    Equivalent = "TRL: loss_type=[\"sigmoid\", \"sft\"], loss_weights=[1, a]")]
public sealed record SftDpoLoss(
    [HyperParameter("beta", "(0, inf)")] double Beta = 0.1,
    [HyperParameter("alpha", "[0, inf)")] double Alpha = 0.1,
    [HyperParameter("sft_reduction", "mean|sum")] TokenReduction SftReduction = TokenReduction.Mean) : PreferenceLoss
{
    /// <inheritdoc/>
    public override LossInputs Inputs => new([View.Chosen, View.Rejected], TokenReduction.Sum, Reference: true)
    {
        Tokens = SftReduction == TokenReduction.Mean,
    };

    /// <inheritdoc/>
    protected override LossTerms Terms(LossScores scores)
    {
        var chosen = Beta * scores[View.Chosen].LogRatio;
        var rejected = Beta * scores[View.Rejected].LogRatio;
        var preference = NegLogSigmoid(chosen - rejected);
        var sft = -scores[View.Chosen].PolicyIn(SftReduction);
        return new LossTerms(
            preference + Alpha * sft,
            [(View.Chosen, chosen), (View.Rejected, rejected)],
            ("sft", sft), ("preference", preference));
    }
}
