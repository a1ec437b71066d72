using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ResearchKit.Models.Layers;

/// <summary>x / sqrt(mean(x²) + eps) times a gain (Zhang and Sennrich, arXiv 1910.07467).</summary>
public sealed class RmsNorm : nn.Module<Tensor, Tensor>
{
    private readonly Parameter _weight;
    private readonly double _eps;

    internal RmsNorm(WeightInit init, long width, double eps) : base(nameof(RmsNorm))
    {
        (_weight, _eps) = (init.Ones(width), eps);
        register_parameter("weight", _weight);
    }

    /// <inheritdoc/>
    protected override void RegisterComponents()
    {
        // Parts have the names of checkpoints, given above; TorchSharp would add the fields' names.
    }

    /// <summary><c>[..., width]</c> to the same shape.</summary>
    public override Tensor forward(Tensor input) =>
        input * (input * input).mean([-1], keepdim: true).add(_eps).rsqrt() * _weight;
}
