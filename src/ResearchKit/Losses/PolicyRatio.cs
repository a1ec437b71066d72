using ResearchKit.Losses.Contract;
using TorchSharp;
using static ResearchKit.Losses.Formula;
using static TorchSharp.torch;

namespace ResearchKit.Losses;

/// <summary>
/// What the losses on sampled answers share: ratio to the sampling policy, clipping, aggregation over tokens.
/// </summary>
internal static class PolicyRatio
{
    /// <summary>
    /// What they read: one sampled answer per row, its advantage and the sampling policy's log-probabilities.
    /// </summary>
    /// <param name="reference">Whether a divergence from the reference is added.</param>
    /// <param name="couplesBatch">Whether tokens of the whole batch weigh the same.</param>
    public static LossInputs Inputs(bool reference = false, bool couplesBatch = false) =>
        new([View.Sample], TokenReduction.Weighted, reference)
        {
            AnswerColumns = [TokenColumn.Advantage],
            TokenColumns = [TokenColumn.Old],
            CouplesBatch = couplesBatch,
        };

    /// <summary>log pi - log pi_old per token, 0 at padded positions, <c>[batch, tokens]</c>.</summary>
    public static Tensor Log(TokenScores tokens) => tokens.Logps - tokens.Column(TokenColumn.Old);

    /// <summary>PPO's pessimistic surrogate as a loss: -min(r A, clip(r, 1 - low, 1 + high) A).</summary>
    public static Tensor Clipped(Tensor logRatio, Tensor advantage, double low, double high)
    {
        var ratio = Exp(logRatio);
        return -minimum(ratio * advantage, ratio.clamp(1 - low, 1 + high) * advantage);
    }

    /// <summary>
    /// Schulman's estimate of KL(pi || ref) per token, at least 0: exp(d) - d - 1 with d = log ref - log pi.
    /// </summary>
    public static Tensor Divergence(TokenScores tokens)
    {
        var d = -tokens.LogRatio;
        return Exp(d) - d - 1;
    }

    /// <summary>
    /// Sum over a row's tokens, divided by the mean number of tokens of the batch's rows: every token counts alike.
    /// </summary>
    public static Tensor PerTokenOfBatch(TokenScores tokens, Tensor values) =>
        tokens.Sum(values) / tokens.Count().mean();
}
