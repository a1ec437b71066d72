using ManagedTorch.Autograd;
using static TorchSharp.torch;

namespace TorchSharp;

internal sealed class ReshapeNode(Tensor x, long[] target) : Node(x.GradientEdge)
{
    private readonly long[] _shape = x._shape;

    internal override Tensor? GradientDestination(ScalarType dtype) =>
        To0?.GradientDestination(dtype)?.ViewOrNull(target);

    internal override string Name => "view";

    internal override int EdgeCount => 1;

    internal override void Backward(Tensor grad) => AccumulateGrad(To0, grad.reshape(_shape));
}

internal readonly struct UnsqueezeRule(int dim) : IViewRule
{
    public string Name => "squeeze";
    public Tensor Backward(Tensor grad) => grad.unsqueeze(dim);
}

internal readonly struct SqueezeRule(int dim) : IViewRule
{
    public string Name => "unsqueeze";
    public Tensor Backward(Tensor grad) => grad.squeeze(dim);
}

internal readonly struct TransposeRule(int a, int b) : IViewRule
{
    public string Name => "transpose";
    public Tensor Backward(Tensor grad) => grad.transpose(a, b);
    public Tensor? GradientDestination(Tensor whole) => whole.transpose(a, b);
}

internal readonly struct PermuteRule(int[] order) : IViewRule
{
    public string Name => "permute";

    public Tensor Backward(Tensor grad)
    {
        var inverse = new long[order.Length];
        for (var i = 0; i < order.Length; i++) inverse[order[i]] = i;
        return grad.permute(inverse);
    }
}

internal readonly struct SumToRule(long[] shape) : IViewRule
{
    public string Name => "expand";
    public Tensor Backward(Tensor grad) => SumOps.SumTo(grad, shape);
}
