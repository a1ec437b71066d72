using ResearchKit.Losses;
using ResearchKit.Losses.Contract;
using static TorchSharp.torch;

namespace ResearchKit.Training;

/// <summary>What one model says about one view of a batch.</summary>
/// <param name="Sum">log pi(y | x) summed over the answer's tokens, <c>[batch]</c>.</param>
/// <param name="Tokens">Number of answer tokens, <c>[batch]</c>; null where the loss does not ask for it.</param>
/// <param name="ByToken">
/// log pi(y_t | x, y_&lt;t), <c>[batch, tokens]</c>; null where the loss does not ask for it.
/// </param>
/// <param name="Mask">
/// Boolean <c>[batch, tokens]</c>, true at the answer's tokens; given with <paramref name="ByToken"/>.
/// </param>
public sealed record ViewLogProbabilities(
    Tensor Sum, Tensor? Tokens = null, Tensor? ByToken = null, Tensor? Mask = null)
{
    /// <summary>
    /// log pi(. | x, y_&lt;t) over the whole vocabulary, <c>[batch, tokens, vocabulary]</c>; needed only where the loss
    /// asks for a divergence (<see cref="TokenColumn.IsDivergence"/>). They alone may be on the model's device, since
    /// they are large: of policy and reference on the same.
    /// </summary>
    public Tensor? Distributions { get; init; }

    /// <summary>
    /// The token columns that the loss asks for and this model computes (<see cref="TokenColumn.IsComputed"/>),
    /// <c>[batch, tokens]</c>, with their graph.
    /// </summary>
    public IReadOnlyDictionary<string, Tensor> Columns { get; init; } = new Dictionary<string, Tensor>();
}
