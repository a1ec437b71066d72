using ResearchKit.Models.Llama;
using ResearchKit.Models.Llava;
using static TorchSharp.torch;

namespace ResearchKit.Models.Generation;

/// <summary>
/// A batch of sequences that grow token by token, with the model's cache. The model computes where it lives; its logits
/// come to the CPU once a token, and all that chooses a token works there.
/// </summary>
public sealed class DecodingPass : IDisposable
{
    private readonly LlavaModel _model;
    private readonly IReadOnlyList<int[]> _prompts;
    private readonly KeyValueCache _cache;

    /// <summary>A pass over prompts.</summary>
    /// <param name="model">The model.</param>
    /// <param name="prompts">Tokens per row.</param>
    /// <param name="newTokens">Most tokens that will follow.</param>
    public DecodingPass(LlavaModel model, IReadOnlyList<int[]> prompts, int newTokens)
    {
        (_model, _prompts) = (model, prompts);
        _cache = model.Decoder.NewCache(prompts.Count, prompts.Max(p => p.Length) + newTokens);
    }

    /// <summary>The logits of the first new token, <c>[rows, vocabulary]</c>, on the CPU.</summary>
    /// <param name="pixels">The images of all prompts in order; null if there are none.</param>
    public Tensor Start(Tensor? pixels)
    {
        var width = _prompts.Max(p => p.Length);
        var tokens = new long[_prompts.Count * width];
        for (var row = 0; row < _prompts.Count; row++)
            for (var t = 0; t < _prompts[row].Length; t++) tokens[row * width + t] = _prompts[row][t];
        var features = pixels is null ? null : _model.ImageFeatures(pixels);
        var embedded = _model.Embed(Padded(tokens, width), features);
        var states = _model.Decoder.States(embedded, [.. _prompts.Select(p => p.Length)], _cache);
        long[] places = [.. _prompts.Select((p, row) => (long)row * width + p.Length - 1)];
        var last = states.reshape(-1, states.shape[2]).index_select(0, tensor(places, device: states.device));
        return _model.Decoder.Logits(last).cpu();
    }

    /// <summary>The logits after each row has said a token, <c>[rows, vocabulary]</c>, on the CPU.</summary>
    public Tensor Next(long[] said)
    {
        var embedded = _model.Decoder.Embed(tensor(said).view(said.Length, 1));
        var states = _model.Decoder.States(embedded, [.. said.Select(_ => 1)], _cache);
        return _model.Decoder.Logits(states.select(1, 0)).cpu();
    }

    /// <summary>Keeps the given rows, in that order; a row may occur several times.</summary>
    public void Select(IReadOnlyList<int> rows) => _cache.Select(rows);

    /// <summary>Gives the cache's memory back.</summary>
    public void Dispose() => _cache.Dispose();

    private Tensor Padded(long[] tokens, int width)
    {
        // Padding must not be an image token; it is never read.
        var pad = _model.Config.ImageToken == 0 ? 1 : 0;
        if (pad != 0)
            for (var row = 0; row < _prompts.Count; row++)
                tokens.AsSpan(row * width + _prompts[row].Length, width - _prompts[row].Length).Fill(pad);
        return tensor(tokens).view(_prompts.Count, width);
    }
}
