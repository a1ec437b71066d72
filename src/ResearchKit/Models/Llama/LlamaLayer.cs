using ResearchKit.Models.Layers;
using static TorchSharp.torch;

namespace ResearchKit.Models.Llama;

/// <summary>Attention and feed-forward network, each normalized before and added to the residual stream
/// after.</summary>
internal sealed class LlamaLayer : nn.Module
{
    private readonly LlamaAttention _attention;
    private readonly LlamaMlp _mlp;
    private readonly RmsNorm _before;
    private readonly RmsNorm _after;

    public LlamaLayer(LlamaConfig config, WeightInit init, int layer) : base(nameof(LlamaLayer))
    {
        _attention = new(config, init, layer);
        _mlp = new(config, init);
        _before = new(init, config.HiddenSize, config.NormEps);
        _after = new(init, config.HiddenSize, config.NormEps);
        register_module("self_attn", _attention);
        register_module("mlp", _mlp);
        register_module("input_layernorm", _before);
        register_module("post_attention_layernorm", _after);
    }

    /// <inheritdoc/>
    protected override void RegisterComponents()
    {
        // Parts have the names of checkpoints, given above; TorchSharp would add the fields' names.
    }

    /// <summary><c>[batch, tokens, hidden]</c> to the same shape.</summary>
    public Tensor Forward(Tensor x, DecoderStep step)
    {
        x = x + _attention.Forward(_before.call(x), step);
        return x + _mlp.Forward(_after.call(x));
    }
}
