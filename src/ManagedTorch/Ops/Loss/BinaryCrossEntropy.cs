using ManagedTorch.Autograd;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>
/// -(target ln p + (1 - target) ln(1 - p)) with logarithms held above -100, as one node: at p = 0 and 1 its derivative
/// is held finite too, as PyTorch's.
/// </summary>
internal static class BinaryCrossEntropyOps
{
    internal static Tensor Apply(Tensor input, Tensor target)
    {
        Tensor y;
        using (no_grad()) y = -(target * Log(input) + (1.0 - target) * Log(1.0 - input));
        return input.ComputeRequiresGrad || target.ComputeRequiresGrad
            ? y.SetGradFn(new BinaryCrossEntropyNode(input, target)) : y;
    }

    private static Tensor Log(Tensor p) => p.log().clamp_min(-100);
}

internal sealed class BinaryCrossEntropyNode(Tensor input, Tensor target)
    : Node(input.GradientEdge, target.GradientEdge)
{
    private SavedTensor _input = new(input);
    private SavedTensor _target = new(target);

    internal override string Name => "binary_cross_entropy";

    internal override int EdgeCount => 2;

    internal override void Backward(Tensor grad)
    {
        var (p, t) = (_input.Get(this), _target.Get(this));
        if (NeedsInputGrad(To0))
            AccumulateGrad(To0, SumOps.SumTo(grad * (p - t) / (p * (1.0 - p)).clamp_min(1e-12), p._shape));
        if (NeedsInputGrad(To1)) AccumulateGrad(To1, SumOps.SumTo(grad * ((1.0 - p).log() - p.log()), t._shape));
    }

    internal override void ReleaseSaved()
    {
        _input.Release();
        _target.Release();
    }
}
