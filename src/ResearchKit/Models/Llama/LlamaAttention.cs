using ResearchKit.Models.Layers;
using static TorchSharp.torch;

namespace ResearchKit.Models.Llama;

/// <summary>Causal self-attention with rotary positions; several query heads may share one head of keys and
/// values.</summary>
internal sealed class LlamaAttention : nn.Module
{
    private readonly LlamaConfig _config;
    private readonly int _layer;

    public LlamaAttention(LlamaConfig config, WeightInit init, int layer) : base(nameof(LlamaAttention))
    {
        (_config, _layer) = (config, layer);
        long queries = (long)config.Heads * config.HeadSize, keys = (long)config.KeyValueHeads * config.HeadSize;
        Query = new(init, config.HiddenSize, queries, bias: false);
        Key = new(init, config.HiddenSize, keys, bias: false);
        Value = new(init, config.HiddenSize, keys, bias: false);
        Output = new(init, queries, config.HiddenSize, bias: false);
        register_module("q_proj", Query);
        register_module("k_proj", Key);
        register_module("v_proj", Value);
        register_module("o_proj", Output);
    }

    /// <inheritdoc/>
    protected override void RegisterComponents()
    {
        // Parts have the names of checkpoints, given above; TorchSharp would add the fields' names.
    }

    private Projection Query { get; }

    private Projection Key { get; }

    private Projection Value { get; }

    private Projection Output { get; }

    /// <summary><c>[batch, tokens, hidden]</c> to the same shape.</summary>
    public Tensor Forward(Tensor x, DecoderStep step)
    {
        var q = RotaryPositions.Turn(Attention.Split(Query.call(x), _config.Heads), step.Angles);
        var k = RotaryPositions.Turn(Attention.Split(Key.call(x), _config.KeyValueHeads), step.Angles);
        var v = Value.call(x);
        if (step.Cache is { } cache)
        {
            var (keys, values) = cache.Append(_layer, step.Used, Attention.Join(k), v);
            (k, v) = (Attention.Split(keys, _config.KeyValueHeads), values);
        }
        var heads = Attention.Split(v, _config.KeyValueHeads);
        var shared = _config.Heads / _config.KeyValueHeads;
        (k, heads) = (Attention.Repeat(k, shared), Attention.Repeat(heads, shared));
        var read = step.Hook is { } hook
            ? Attention.Hooked(q, k, heads, step.Mask ?? Causal(x), _layer, hook)
            : nn.functional.scaled_dot_product_attention(q, k, heads, step.Mask, is_casual: step.Mask is null);
        return Output.call(Attention.Join(read));
    }

    private static Tensor Causal(Tensor x) => ones([x.shape[1], x.shape[1]], ScalarType.Bool, x.device).tril();
}
