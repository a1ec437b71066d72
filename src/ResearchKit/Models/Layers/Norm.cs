using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ResearchKit.Models.Layers;

/// <summary>Layer normalization over the last dimension, with gain and bias.</summary>
public sealed class Norm : nn.Module<Tensor, Tensor>
{
    private readonly Parameter _weight;
    private readonly Parameter _bias;
    private readonly double _eps;
    private readonly long[] _shape;

    internal Norm(WeightInit init, long width, double eps) : base(nameof(Norm))
    {
        (_weight, _bias, _eps, _shape) = (init.Ones(width), init.Zeros(width), eps, [width]);
        register_parameter("weight", _weight);
        register_parameter("bias", _bias);
    }

    /// <inheritdoc/>
    protected override void RegisterComponents()
    {
        // Parts have the names of checkpoints, given above; TorchSharp would add the fields' names.
    }

    /// <summary><c>[..., width]</c> to the same shape.</summary>
    public override Tensor forward(Tensor input) =>
        nn.functional.layer_norm(input, _shape, _weight, _bias, _eps);
}
