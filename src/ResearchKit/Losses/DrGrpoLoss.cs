using ResearchKit.Losses.Contract;

namespace ResearchKit.Losses;

/// <summary>
/// Dr. GRPO, GRPO done right: the sum over an answer's tokens is divided by a constant instead of the answer's length,
/// so that long wrong answers are not punished less (answer column <c>advantage</c>, which is not divided by a standard
/// deviation either; token column <c>old</c>). Reward: the advantage A. Policy equal to old policy gives -A |y|/T.
/// </summary>
/// <param name="Epsilon">e, how far a ratio may leave 1 before it is clipped, in (0, 1).</param>
/// <param name="MaxTokens">T, the constant: the largest length of an answer, at least 1.</param>
/// <remarks>Liu et al. 2025.</remarks>
[Method("dr-grpo", Title = "Dr. GRPO", ArXiv = "2503.20783", Where = "Eq. 3",
    Paper = "Understanding R1-Zero-Like Training: A Critical Perspective",
    Equation = "(1/T) sum_t -min(r A, clip(r, 1-e, 1+e) A),  T a constant",
    Equivalent = "TRL: GRPOConfig(loss_type=\"dr_grpo\", scale_rewards=False, max_completion_length=T)")]
public sealed record DrGrpoLoss(
    [HyperParameter("epsilon", "(0, 1)")] double Epsilon = 0.2,
    [HyperParameter("T", "[1, inf)")] int MaxTokens = 256) : PreferenceLoss
{
    /// <inheritdoc/>
    public override LossInputs Inputs => PolicyRatio.Inputs();

    /// <inheritdoc/>
    protected override LossTerms Terms(LossScores scores)
    {
        var view = scores[View.Sample];
        var tokens = view.ByToken;
        var advantage = view.Column(TokenColumn.Advantage);
        var loss = PolicyRatio.Clipped(PolicyRatio.Log(tokens), advantage.unsqueeze(1), Epsilon, Epsilon);
        return new LossTerms(tokens.Sum(loss) / MaxTokens, [(View.Sample, advantage)]);
    }
}
