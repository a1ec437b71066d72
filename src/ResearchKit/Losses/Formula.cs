using static TorchSharp.torch;

namespace ResearchKit.Losses;

/// <summary>The few expressions that many losses share, each stable at any finite argument.</summary>
internal static class Formula
{
    // Mean log-probabilities closer to 0 than this count as this close: the odds of a certain answer stay finite.
    private const double LargestLogProbability = -1e-12;

    // e^80 fits in float32 with room for a factor; TRL cuts at the same place.
    private const double LargestExponent = 80;

    /// <summary>exp(x), cut off where it would leave float32; beyond, its gradient is 0.</summary>
    public static Tensor Exp(Tensor x) => x.clamp_max(LargestExponent).exp();

    /// <summary>-log sigmoid(x).</summary>
    public static Tensor NegLogSigmoid(Tensor x) => -nn.functional.logsigmoid(x);

    /// <summary>log(1 - p) from log p.</summary>
    public static Tensor LogOneMinus(Tensor logp) => (-logp.clamp_max(LargestLogProbability).expm1()).log();

    /// <summary>log(p / (1 - p)) from log p.</summary>
    public static Tensor LogOdds(Tensor logp) => logp - LogOneMinus(logp);

    /// <summary>
    /// -log of the Plackett-Luce probability that the preferred sample is ranked first:
    /// -log sigmoid(-log sum_j exp(r_j - r_preferred)).
    /// </summary>
    /// <param name="preferred">Reward of the preferred sample, <c>[batch]</c>.</param>
    /// <param name="others">Rewards of the samples it must beat, each <c>[batch]</c>.</param>
    public static Tensor NegLogFirst(Tensor preferred, IReadOnlyList<Tensor> others) =>
        NegLogSigmoid(-stack(others.Select(r => r - preferred), 1).logsumexp(1));
}
