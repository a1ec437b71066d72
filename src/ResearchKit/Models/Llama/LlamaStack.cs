using ResearchKit.Models.Layers;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ResearchKit.Models.Llama;

/// <summary>Embedding, layers and last normalization: what Hugging Face calls <c>model</c> inside a causal
/// LM.</summary>
internal sealed class LlamaStack : nn.Module
{
    private readonly LlamaLayer[] _layers;
    private readonly RmsNorm _norm;

    public LlamaStack(LlamaConfig config, WeightInit init) : base(nameof(LlamaStack))
    {
        Embedding = new(init, config.VocabularySize, config.HiddenSize);
        _layers = [.. Enumerable.Range(0, config.Layers).Select(i => new LlamaLayer(config, init, i))];
        _norm = new(init, config.HiddenSize, config.NormEps);
        register_module("embed_tokens", Embedding);
        register_module("layers", nn.ModuleList(_layers));
        register_module("norm", _norm);
    }

    /// <inheritdoc/>
    protected override void RegisterComponents()
    {
        // Parts have the names of checkpoints, given above; TorchSharp would add the fields' names.
    }

    public EmbeddingTable Embedding { get; }

    /// <summary>Embedded tokens, <c>[batch, tokens, hidden]</c>, to normalized states of the same shape.</summary>
    public Tensor Forward(Tensor embedded, DecoderStep step)
    {
        foreach (var layer in _layers) embedded = layer.Forward(embedded, step);
        return _norm.call(embedded);
    }
}
