using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Losses;

/// <summary>Token log-probabilities of one view.</summary>
/// <param name="Policy">log pi(y_t | x, y_&lt;t), <c>[batch, tokens]</c>. Values at padded positions are never read.</param>
/// <param name="Reference">The reference model's, <c>[batch, tokens]</c>, or null.</param>
/// <param name="Mask">Boolean <c>[batch, tokens]</c>, true at the answer's tokens. Never inferred from the data.</param>
/// <param name="Marks">
/// Boolean <c>[batch, tokens]</c> or null: tokens the data set singles out, such as the segments that a human corrected.
/// </param>
public sealed record TokenScores(Tensor Policy, Tensor? Reference, Tensor Mask, Tensor? Marks = null)
{
    /// <summary>Sum over the answer's tokens of <paramref name="values"/>, <c>[batch]</c>; padding counts as exactly 0.</summary>
    /// <param name="values"><c>[batch, tokens]</c>.</param>
    public Tensor Sum(Tensor values) => where(Mask, values, zeros_like(values)).sum(1);

    /// <summary>Number of answer tokens, <c>[batch]</c>, in the type of <see cref="Policy"/>.</summary>
    public Tensor Count() => Mask.to_type(Policy.dtype).sum(1);
}
