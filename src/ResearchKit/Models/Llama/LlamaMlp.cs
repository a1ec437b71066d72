using ResearchKit.Models.Layers;
using static TorchSharp.torch;

namespace ResearchKit.Models.Llama;

/// <summary>SwiGLU: down(silu(gate x) * up x) (Shazeer, arXiv 2002.05202).</summary>
internal sealed class LlamaMlp : nn.Module
{
    private readonly Projection _gate;
    private readonly Projection _up;
    private readonly Projection _down;

    public LlamaMlp(LlamaConfig config, WeightInit init) : base(nameof(LlamaMlp))
    {
        _gate = new(init, config.HiddenSize, config.IntermediateSize, bias: false);
        _up = new(init, config.HiddenSize, config.IntermediateSize, bias: false);
        _down = new(init, config.IntermediateSize, config.HiddenSize, bias: false);
        register_module("gate_proj", _gate);
        register_module("up_proj", _up);
        register_module("down_proj", _down);
    }

    /// <inheritdoc/>
    protected override void RegisterComponents()
    {
        // Parts have the names of checkpoints, given above; TorchSharp would add the fields' names.
    }

    /// <summary><c>[batch, tokens, hidden]</c> to the same shape.</summary>
    public Tensor Forward(Tensor x) => _down.call(_gate.Activated(x, Nonlinearity.Silu) * _up.call(x));
}
