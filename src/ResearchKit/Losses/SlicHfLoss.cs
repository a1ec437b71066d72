using ResearchKit.Losses.Contract;
using static TorchSharp.torch;

namespace ResearchKit.Losses;

/// <summary>
/// Sequence Likelihood Calibration with human feedback, its own form:
/// <c>L = max(0, d - log pi(y_w) + log pi(y_l)) - a log pi(y_w)</c>: a hinge on log-probabilities of whole answers
/// without a reference, and a supervised term that keeps the policy near the answers it started from. Reward:
/// <c>log pi(y)</c>. Equal log-probabilities L of answers of n tokens give <c>d - a L/n</c>.
/// </summary>
/// <param name="Delta">d, margin in nats that the chosen answer has to lead by, above 0.</param>
/// <param name="Alpha">a, weight of the supervised term, at least 0.</param>
/// <param name="SftReduction">
/// mean: the supervised term is averaged over the answer's tokens; sum: it is that of the whole answer.
/// </param>
/// <remarks>
/// Zhao et al. 2023, "SLiC-HF: Sequence Likelihood Calibration with Human Feedback". The paper's supervised target is
/// an answer of the fine-tuning set or the best of several; here it is the chosen answer. What trainers call "hinge" or
/// "slic" compares log-ratios instead (<see cref="HingeLoss"/>).
/// </remarks>
[Method("slic-hf", Title = "SLiC-HF", ArXiv = "2305.10425", Where = "calibration loss with regularization",
    Paper = "SLiC-HF: Sequence Likelihood Calibration with Human Feedback",
    Equation = "max(0, d - log pi(w) + log pi(l)) - a log pi(w)/|w|",
    Equivalent = "TRL: CPOConfig(loss_type=\"hinge\", beta=1/d, cpo_alpha=a/d) is 1/d of it")]
public sealed record SlicHfLoss(
    [HyperParameter("delta", "(0, inf)")] double Delta = 1.0,
    [HyperParameter("lambda", "[0, inf)")] double Alpha = 1.0,
    [HyperParameter("sft_reduction", "mean|sum")] TokenReduction SftReduction = TokenReduction.Mean) : PreferenceLoss
{
    /// <inheritdoc/>
    public override LossInputs Inputs => new([View.Chosen, View.Rejected], TokenReduction.Sum, Reference: false)
    {
        Tokens = SftReduction == TokenReduction.Mean,
    };

    /// <inheritdoc/>
    protected override LossTerms Terms(LossScores scores)
    {
        var chosen = scores[View.Chosen].Policy;
        var rejected = scores[View.Rejected].Policy;
        var preference = nn.functional.relu(Delta - chosen + rejected);
        var sft = -scores[View.Chosen].PolicyIn(SftReduction);
        return new LossTerms(
            preference + Alpha * sft, [(View.Chosen, chosen), (View.Rejected, rejected)],
            ("sft", sft), ("preference", preference));
    }
}
