using ResearchKit.Losses.Contract;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Losses;

/// <summary>Token log-probabilities of one view.</summary>
/// <param name="Policy">
/// log pi(y_t | x, y_&lt;t), <c>[batch, tokens]</c>. Values at padded positions are never read.
/// </param>
/// <param name="Reference">The reference model's, <c>[batch, tokens]</c>, or null.</param>
/// <param name="Mask">
/// Boolean <c>[batch, tokens]</c>, true at the answer's tokens. Never inferred from the data.
/// </param>
public sealed record TokenScores(Tensor Policy, Tensor? Reference, Tensor Mask)
{
    private static readonly Dictionary<string, Tensor> None = [];

    /// <summary>Further numbers per token, <c>[batch, tokens]</c>, by name; see <see cref="TokenColumn"/>.</summary>
    public IReadOnlyDictionary<string, Tensor> Columns { get; init; } = None;

    /// <summary>
    /// Sum over the answer's tokens of <paramref name="values"/>, <c>[batch]</c>; padding counts as exactly 0.
    /// </summary>
    /// <param name="values"><c>[batch, tokens]</c>.</param>
    public Tensor Sum(Tensor values) => Kept(values).sum(1);

    /// <summary>The values at the answer's tokens and exactly 0 at padded positions, <c>[batch, tokens]</c>.</summary>
    /// <param name="values"><c>[batch, tokens]</c>.</param>
    public Tensor Kept(Tensor values) => where(Mask, values, zeros_like(values));

    /// <summary>Mean over the answer's tokens of <paramref name="values"/>, <c>[batch]</c>.</summary>
    /// <param name="values"><c>[batch, tokens]</c>.</param>
    public Tensor Mean(Tensor values) => Sum(values) / Count();

    /// <summary>Number of answer tokens, <c>[batch]</c>, in the type of <see cref="Policy"/>.</summary>
    public Tensor Count() => Mask.to_type(Policy.dtype).sum(1);

    /// <summary>
    /// A further column, <c>[batch, tokens]</c>, in the type of <see cref="Policy"/>, 0 at padded positions.
    /// </summary>
    /// <exception cref="LossException">There is none of that name.</exception>
    public Tensor Column(string name) => Columns.TryGetValue(name, out var values)
        ? Kept(values.to_type(Policy.dtype))
        : throw new LossException($"The token scores have no column '{name}'.");

    /// <summary>
    /// Policy log-probabilities, with exactly 0 at padded positions, so that arithmetic on them stays finite there,
    /// <c>[batch, tokens]</c>.
    /// </summary>
    public Tensor Logps => Kept(Policy);

    /// <summary>log pi - log ref per token, without gradient through the reference, 0 at padded positions.</summary>
    /// <exception cref="LossException">There is no reference.</exception>
    public Tensor LogRatio => Logps - Kept((Reference ?? throw new LossException(
        "The reference's token log-probabilities are needed.")).detach());
}
