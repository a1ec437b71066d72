using static TorchSharp.torch;

namespace ResearchKit.Models.Generation;

/// <summary>
/// Changes the logits that answers are decoded from, as contrastive decoding does. One lives as long as one batch and
/// may keep a state of its own beside the model's.
/// </summary>
public interface ILogitsProcessor : IDisposable
{
    /// <summary>The logits to decode from.</summary>
    /// <param name="logits">The model's, <c>[rows, vocabulary]</c>, on the CPU.</param>
    /// <param name="said">The token that each row said last; null at the first token.</param>
    Tensor Process(Tensor logits, long[]? said);

    /// <summary>Keeps the given rows, in that order; a row may occur several times.</summary>
    void Select(IReadOnlyList<int> rows);
}
