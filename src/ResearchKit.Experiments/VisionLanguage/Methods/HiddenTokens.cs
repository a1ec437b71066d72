using ResearchKit.Models.Layers;
using ResearchKit.Models.Llava;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Experiments.VisionLanguage.Methods;

/// <summary>
/// Hides tokens from a model's attention until disposed: their weights are 0 and the others' share what they had.
/// </summary>
public sealed class HiddenTokens : IDisposable
{
    private readonly LlavaModel _model;
    private readonly AttentionHook? _before;

    /// <summary>Begins to hide.</summary>
    /// <param name="model">The model.</param>
    /// <param name="places">Places of the tokens in every sequence.</param>
    public HiddenTokens(LlavaModel model, IReadOnlyCollection<int> places)
    {
        (_model, _before) = (model, model.Decoder.AttentionHook);
        model.Decoder.AttentionHook = (_, weights) =>
        {
            var seen = Enumerable.Range(0, (int)weights.shape[3]).Select(k => places.Contains(k) ? 0f : 1f).ToArray();
            var left = weights * tensor(seen);
            // A query that sees nothing else, such as a hidden token's own, keeps what it had.
            var total = left.sum([-1], keepdim: true);
            return where(total.gt(0), left / total.clamp(min: 1e-12), weights);
        };
    }

    /// <summary>Ends it.</summary>
    public void Dispose() => _model.Decoder.AttentionHook = _before;
}
