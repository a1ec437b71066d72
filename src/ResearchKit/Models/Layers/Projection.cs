using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ResearchKit.Models.Layers;

/// <summary>x Wᵀ + b, with Hugging Face's names <c>weight</c> and <c>bias</c>, and a place for LoRA's change of
/// W.</summary>
public sealed class Projection : nn.Module<Tensor, Tensor>
{
    internal Projection(WeightInit init, long inputs, long outputs, bool bias) : base(nameof(Projection))
    {
        Weight = init.Normal(outputs, inputs);
        register_parameter("weight", Weight);
        if (!bias) return;
        Bias = init.Zeros(outputs);
        register_parameter("bias", Bias);
    }

    /// <inheritdoc/>
    protected override void RegisterComponents()
    {
        // Parts have the names of checkpoints, given above; TorchSharp would add the fields' names.
    }

    /// <summary>W, <c>[outputs, inputs]</c>.</summary>
    public Parameter Weight { get; }

    /// <summary>b, <c>[outputs]</c>, or null.</summary>
    public Parameter? Bias { get; }

    /// <summary>A low-rank change of W; null while the layer is as it was loaded. Not part of the state dict.</summary>
    public LowRankUpdate? Update { get; set; }

    /// <summary><c>[..., inputs]</c> to <c>[..., outputs]</c>.</summary>
    public override Tensor forward(Tensor input)
    {
        var output = nn.functional.linear(input, Weight, Bias);
        return Update is null ? output : output + Update.Apply(input);
    }

    /// <summary>activation(x Wᵀ + b), in one pass where the engine has one.</summary>
    internal Tensor Activated(Tensor input, Nonlinearity activation) =>
        Update is null && activation.Fused() is { } fused
            ? FusedOps.Linear(input, Weight, Bias, fused)
            : activation.Apply(call(input));
}
