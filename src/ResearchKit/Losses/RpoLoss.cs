using ResearchKit.Losses.Contract;
using static ResearchKit.Losses.Formula;

namespace ResearchKit.Losses;

/// <summary>
/// Regularized Preference Optimization: <c>L = -log s(b [lr(y_w) - lr(y_l)]) - eta b log pi(y_w)</c>,
/// lr = log pi - log ref. The supervised term is what remains of an adversary that picks the worst reward model
/// consistent with the data, and so guards against over-optimization under partial coverage. Reward: <c>b lr</c>.
/// Policy equal to reference, both log-probabilities L of n tokens, gives <c>ln 2 - eta b L/n</c>.
/// </summary>
/// <param name="Beta">b, strength of the KL constraint, above 0.</param>
/// <param name="Eta">
/// eta, weight of the adversary, at least 0; the supervised term has the factor eta b. The defaults have TRL's weight
/// of the paper, 0.005 at b = 0.01.
/// </param>
/// <param name="SftReduction">
/// mean: the supervised term is averaged over the answer's tokens, as trainers do; sum: it is that of the whole answer.
/// At 30 tokens the sum is 30 times as strong.
/// </param>
/// <remarks>
/// Liu et al. 2024, "Provably Mitigating Overoptimization in RLHF: Your SFT Loss is Implicitly an Adversarial
/// Regularizer". The baseline distribution of the supervised term is the chosen answer, as in the paper's practical
/// algorithm. <see cref="SftDpoLoss"/> weights the same term without b.
/// </remarks>
[Method("rpo", Title = "RPO", ArXiv = "2405.16436", Where = "practical objective, baseline = chosen answers",
    Paper = "Provably Mitigating Overoptimization in RLHF: Your SFT Loss is Implicitly an Adversarial Regularizer",
    Equation = "-log s(b h) - eta b log pi(w)/|w|,  h = lr(w) - lr(l)",
    Equivalent = "TRL: loss_type=[\"sigmoid\", \"sft\"], loss_weights=[1, eta b]; formerly rpo_alpha = eta b")]
public sealed record RpoLoss(
    [HyperParameter("beta", "(0, inf)")] double Beta = 0.01,
    [HyperParameter("eta", "[0, inf)")] double Eta = 0.5,
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
            preference + Eta * Beta * sft,
            [(View.Chosen, chosen), (View.Rejected, rejected)],
            ("sft", sft), ("preference", preference));
    }
}
