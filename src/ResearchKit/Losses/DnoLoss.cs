using ResearchKit.Losses.Contract;
using static ResearchKit.Losses.Formula;

namespace ResearchKit.Losses;

/// <summary>
/// Direct Nash Optimization: <c>L = -q log s(eta h) - (1 - q) log s(-eta h)</c>, <c>q = s(r_1 - r_2)</c>,
/// <c>h = lr(y_1) - lr(y_2)</c>, lr = log pi - log ref summed over tokens, r an answer's expected win rate against the
/// current policy (answer column <c>score</c>). With the last iterate as reference each round is a step of policy
/// iteration towards the Nash policy of a general preference. Any soft label can stand for q. Reward: <c>eta lr</c>.
/// Policy equal to reference gives ln 2.
/// </summary>
/// <param name="Eta">eta, scale of the log-ratio, above 0.</param>
/// <remarks>
/// Rosset et al. 2024, "Direct Nash Optimization: Teaching Language Models to Self-Improve with General Preferences".
/// </remarks>
[Method("dno", Title = "DNO", ArXiv = "2404.03715", Where = "Algorithm 1", Aliases = ["soft-dpo"],
    Paper = "Direct Nash Optimization: Teaching Language Models to Self-Improve with General Preferences",
    Equation = "-q log s(eta h) - (1-q) log s(-eta h),  q = s(r_1 - r_2)")]
public sealed record DnoLoss([HyperParameter("eta", "(0, inf)")] double Eta = 0.1) : PreferenceLoss
{
    /// <inheritdoc/>
    public override LossInputs Inputs => new([View.Chosen, View.Rejected], TokenReduction.Sum, Reference: true)
    {
        AnswerColumns = ["score"],
    };

    /// <inheritdoc/>
    protected override LossTerms Terms(LossScores scores)
    {
        var chosen = Eta * scores[View.Chosen].LogRatio;
        var rejected = Eta * scores[View.Rejected].LogRatio;
        var margin = chosen - rejected;
        var label = (scores[View.Chosen].Column("score") - scores[View.Rejected].Column("score")).sigmoid();
        return new LossTerms(
            label * NegLogSigmoid(margin) + (1 - label) * NegLogSigmoid(-margin),
            [(View.Chosen, chosen), (View.Rejected, rejected)],
            ("label", label));
    }
}
