using ResearchKit.Losses.Contract;
using static ResearchKit.Losses.Formula;

namespace ResearchKit.Losses;

/// <summary>
/// Triple Preference Optimization: <c>L = -log s(b [log pi(y_w) - log pi(y_l)]) - a log pi(y_gold)</c>: preference and
/// supervised learning in one step, without a reference model; the supervised answer is a third one, the gold answer.
/// Log-probabilities are summed over tokens. Reward: <c>b log pi(y)</c>. Equal log-probabilities L give <c>ln 2 - a L</c>.
/// </summary>
/// <param name="Beta">b, scale of the reward, above 0.</param>
/// <param name="Alpha">a, weight of the supervised term, at least 0.</param>
/// <remarks>
/// Saeidi et al. 2024, "Triple Preference Optimization: Achieving Better Alignment using a Single Step Optimization".
/// With the chosen answer as gold it is CPO.
/// </remarks>
[Method("tpo", Title = "TPO", ArXiv = "2405.16681", Where = "TPO objective", Aliases = ["triple"],
    Paper = "Triple Preference Optimization: Achieving Better Alignment using a Single Step Optimization",
    Equation = "-log s(b [log pi(w) - log pi(l)]) - a log pi(gold)")]
public sealed record TripleLoss(
    [HyperParameter("beta", "(0, inf)")] double Beta = 0.1,
    [HyperParameter("alpha", "[0, inf)")] double Alpha = 1.0) : PreferenceLoss
{
    /// <summary>The gold answer on the original image.</summary>
    public static View Gold { get; } = new("gold", "gold", View.OriginalImage);

    /// <inheritdoc/>
    public override LossInputs Inputs => new([View.Chosen, View.Rejected, Gold], TokenReduction.Sum, Reference: false);

    /// <inheritdoc/>
    protected override LossTerms Terms(LossScores scores)
    {
        var chosen = Beta * scores[View.Chosen].Policy;
        var rejected = Beta * scores[View.Rejected].Policy;
        var preference = NegLogSigmoid(chosen - rejected);
        var sft = -scores[Gold].Policy;
        return new LossTerms(
            preference + Alpha * sft,
            [(View.Chosen, chosen), (View.Rejected, rejected)],
            ("sft", sft), ("preference", preference));
    }
}
