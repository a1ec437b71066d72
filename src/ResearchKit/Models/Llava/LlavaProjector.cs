using ResearchKit.Models.Layers;
using static TorchSharp.torch;

namespace ResearchKit.Models.Llava;

/// <summary>Two layers that take vectors of the tower to vectors of the decoder.</summary>
internal sealed class LlavaProjector : nn.Module<Tensor, Tensor>
{
    private readonly Projection _first;
    private readonly Projection _second;
    private readonly Nonlinearity _activation;

    public LlavaProjector(LlavaConfig config, WeightInit init) : base(nameof(LlavaProjector))
    {
        _activation = config.ProjectorActivation;
        _first = new(init, config.Vision.HiddenSize, config.Text.HiddenSize, bias: true);
        _second = new(init, config.Text.HiddenSize, config.Text.HiddenSize, bias: true);
        register_module("linear_1", _first);
        register_module("linear_2", _second);
    }

    /// <inheritdoc/>
    protected override void RegisterComponents()
    {
        // Parts have the names of checkpoints, given above; TorchSharp would add the fields' names.
    }

    /// <summary><c>[..., tower]</c> to <c>[..., decoder]</c>.</summary>
    public override Tensor forward(Tensor input) => _second.call(_first.Activated(input, _activation));
}
