using ResearchKit.Models.Layers;
using static TorchSharp.torch;

namespace ResearchKit.Models.Clip;

/// <summary>Self-attention between all patches.</summary>
internal sealed class ClipAttention : nn.Module
{
    private readonly int _heads;
    private readonly Projection _query;
    private readonly Projection _key;
    private readonly Projection _value;
    private readonly Projection _output;

    public ClipAttention(ClipVisionConfig config, WeightInit init) : base(nameof(ClipAttention))
    {
        _heads = config.Heads;
        (_query, _key, _value, _output) = (New(), New(), New(), New());
        register_module("k_proj", _key);
        register_module("v_proj", _value);
        register_module("q_proj", _query);
        register_module("out_proj", _output);

        Projection New() => new(init, config.HiddenSize, config.HiddenSize, bias: true);
    }

    /// <inheritdoc/>
    protected override void RegisterComponents()
    {
        // Parts have the names of checkpoints, given above; TorchSharp would add the fields' names.
    }

    /// <summary><c>[images, patches, hidden]</c> to the same shape.</summary>
    public Tensor Forward(Tensor x) => _output.call(Attention.Join(nn.functional.scaled_dot_product_attention(
        Attention.Split(_query.call(x), _heads),
        Attention.Split(_key.call(x), _heads),
        Attention.Split(_value.call(x), _heads))));
}
