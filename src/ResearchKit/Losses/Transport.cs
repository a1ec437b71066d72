using TorchSharp;
using static ResearchKit.Losses.Formula;
using static TorchSharp.torch;

namespace ResearchKit.Losses;

/// <summary>
/// Optimal transport in one dimension: the k-th smallest of the one sample meets the k-th smallest of the other.
/// </summary>
internal static class Transport
{
    /// <summary>Logistic loss of the matched differences, in the order of <paramref name="high"/>.</summary>
    /// <param name="high">What has to be larger, <c>[batch]</c>.</param>
    /// <param name="low">What has to be smaller, <c>[batch]</c>.</param>
    /// <param name="beta">Scale of a difference.</param>
    /// <param name="smoothing">Share of flipped labels.</param>
    public static Tensor Loss(Tensor high, Tensor low, double beta, double smoothing)
    {
        var rank = high.detach().argsort(0).argsort(0);
        var margin = beta * (high - low.index_select(0, low.detach().argsort(0)).index_select(0, rank));
        return smoothing == 0
            ? NegLogSigmoid(margin)
            : (1 - smoothing) * NegLogSigmoid(margin) + smoothing * NegLogSigmoid(-margin);
    }
}
