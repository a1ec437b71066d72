using ResearchKit.Losses.Contract;
using static TorchSharp.torch;

namespace ResearchKit.Losses;

/// <summary>
/// Efficient Exact Optimization on pairs: the reverse KL divergence <c>L = q [log q - log(1-e)] + (1-q) [log(1-q) - log
/// e]</c> from the policy's preference <c>q = s(b h)</c>, <c>h = lr(y_w) - lr(y_l)</c>, lr = log pi - log ref summed
/// over tokens, to labels of which a share e is flipped. DPO is the forward divergence; this one seeks a mode. Reward:
/// <c>b lr</c>. Policy equal to reference gives <c>-ln 2 - log(e (1-e))/2</c>; the optimum is 0, at b h = log((1-e)/e).
/// </summary>
/// <param name="Beta">b, strength of the KL constraint, above 0.</param>
/// <param name="LabelSmoothing">e, share of flipped labels, in (0, 0.5): without it the divergence is infinite.</param>
/// <remarks>Ji et al. 2024, "Towards Efficient Exact Optimization of Language Model Alignment", Eq. 16.</remarks>
[Method("exo-pair", Title = "EXO", ArXiv = "2402.00856", Where = "Eq. 16", Aliases = ["exo"],
    Paper = "Towards Efficient Exact Optimization of Language Model Alignment",
    Equation = "q log(q/(1-e)) + (1-q) log((1-q)/e),  q = s(b h)",
    Equivalent = "TRL: loss_type=\"exo_pair\", label_smoothing=e")]
public sealed record ExoPairLoss(
    [HyperParameter("beta", "(0, inf)")] double Beta = 0.1,
    [HyperParameter("epsilon", "(0, 0.5)")] double LabelSmoothing = 1e-3) : PreferenceLoss
{
    /// <inheritdoc/>
    public override LossInputs Inputs => new([View.Chosen, View.Rejected], TokenReduction.Sum, Reference: true);

    /// <inheritdoc/>
    protected override LossTerms Terms(LossScores scores)
    {
        var chosen = Beta * scores[View.Chosen].LogRatio;
        var rejected = Beta * scores[View.Rejected].LogRatio;
        var margin = chosen - rejected;
        var (won, lost) = (nn.functional.logsigmoid(margin), nn.functional.logsigmoid(-margin));
        var loss = won.exp() * (won - Math.Log(1 - LabelSmoothing)) + lost.exp() * (lost - Math.Log(LabelSmoothing));
        return new LossTerms(loss, [(View.Chosen, chosen), (View.Rejected, rejected)]);
    }
}
