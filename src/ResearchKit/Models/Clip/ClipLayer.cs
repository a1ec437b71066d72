using ResearchKit.Models.Layers;
using static TorchSharp.torch;

namespace ResearchKit.Models.Clip;

/// <summary>Attention and feed-forward network, each normalized before and added to the residual stream
/// after.</summary>
internal sealed class ClipLayer : nn.Module
{
    private readonly ClipAttention _attention;
    private readonly ClipMlp _mlp;
    private readonly Norm _before;
    private readonly Norm _after;

    public ClipLayer(ClipVisionConfig config, WeightInit init) : base(nameof(ClipLayer))
    {
        _attention = new(config, init);
        _before = new(init, config.HiddenSize, config.NormEps);
        _mlp = new(config, init);
        _after = new(init, config.HiddenSize, config.NormEps);
        register_module("self_attn", _attention);
        register_module("layer_norm1", _before);
        register_module("mlp", _mlp);
        register_module("layer_norm2", _after);
    }

    /// <inheritdoc/>
    protected override void RegisterComponents()
    {
        // Parts have the names of checkpoints, given above; TorchSharp would add the fields' names.
    }

    /// <summary><c>[images, patches, hidden]</c> to the same shape.</summary>
    public Tensor Forward(Tensor x)
    {
        x = x + _attention.Forward(_before.call(x));
        return x + _mlp.Forward(_after.call(x));
    }
}

/// <summary>Two layers with the configured activation between them.</summary>
internal sealed class ClipMlp : nn.Module
{
    private readonly Projection _in;
    private readonly Projection _out;
    private readonly Nonlinearity _activation;

    public ClipMlp(ClipVisionConfig config, WeightInit init) : base(nameof(ClipMlp))
    {
        _activation = config.Activation;
        _in = new(init, config.HiddenSize, config.IntermediateSize, bias: true);
        _out = new(init, config.IntermediateSize, config.HiddenSize, bias: true);
        register_module("fc1", _in);
        register_module("fc2", _out);
    }

    /// <inheritdoc/>
    protected override void RegisterComponents()
    {
        // Parts have the names of checkpoints, given above; TorchSharp would add the fields' names.
    }

    public Tensor Forward(Tensor x) => _out.call(_in.Activated(x, _activation));
}
