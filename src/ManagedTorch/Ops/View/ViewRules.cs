using ManagedTorch.Autograd;
using ManagedTorch.Core;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>How the gradient of a view becomes the gradient of what it shows.</summary>
internal interface IViewRule
{
    string Name { get; }
    Tensor Backward(Tensor grad);

    /// <summary>The view of a gradient of what is shown that is the gradient of the view, if there is one.</summary>
    Tensor? GradientDestination(Tensor whole) => null;
}

internal sealed class ViewNode<TRule>(Node? to, TRule rule) : Node(to) where TRule : IViewRule
{
    internal override string Name => rule.Name;

    internal override int EdgeCount => 1;

    internal override Tensor? GradientDestination(ScalarType dtype) => To0?.GradientDestination(dtype) is { } whole ? rule.GradientDestination(whole) : null;

    internal override void Backward(Tensor grad) => AccumulateGrad(To0, rule.Backward(grad));
}

internal sealed class ReshapeNode(Tensor x, long[] target) : Node(x.GradientEdge)
{
    private readonly long[] _shape = x._shape;

    internal override Tensor? GradientDestination(ScalarType dtype) => To0?.GradientDestination(dtype)?.ViewOrNull(target);

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
    public Tensor Backward(Tensor grad) => BinaryOps.SumTo(grad, shape);
}

/// <summary>
/// A region of a tensor: the shape and strides of the part in a contiguous tensor of the whole shape.
/// Taking the part and putting it into zeros are each other's gradients.
/// </summary>
internal sealed class Region(long[] whole, long[] shape, long[] strides, long offset) : IViewRule
{
    internal static Region Of(Tensor x, long[] shape, int dim, long start, long step, bool drop)
    {
        var logical = Shapes.ContiguousStrides(x._shape);
        var strides = drop ? Shapes.Without(logical, dim) : step == 1 ? logical : Shapes.With(logical, dim, logical[dim] * step);
        return new Region(x._shape, shape, strides, start * logical[dim]);
    }

    public string Name => "slice";

    public Tensor Backward(Tensor grad)
    {
        var y = Tensor.New(grad._dtype, whole);
        y.zero_();
        Copy.Into(Part(y), grad);
        return grad.ComputeRequiresGrad ? y.SetGradFn(new RegionNode(grad, this)) : y;
    }

    /// <summary>A copy with zeros in the part; its own gradient, being a mask.</summary>
    internal Tensor Clear(Tensor grad)
    {
        var y = Tensor.New(grad._dtype, whole);
        Copy.Into(y, grad);
        Copy.Fill(Part(y), (TorchSharp.Scalar)0);
        return grad.ComputeRequiresGrad ? y.SetGradFn(new RegionClearNode(grad, this)) : y;
    }

    /// <summary>The part, as a view of a contiguous tensor outside the graph.</summary>
    internal Tensor Part(Tensor contiguous) =>
        contiguous.Share(shape, strides, contiguous._offset + (Shapes.Count(shape) == 0 ? 0 : (int)offset), Shapes.Count(shape));

    /// <summary>The part of any tensor, recorded.</summary>
    internal Tensor Take(Tensor x)
    {
        var source = x._contiguous ? x : x.contiguous();
        var y = Part(source);
        return x.ComputeRequiresGrad ? y.SetGradFn(new ViewNode<Region>(x.GradientEdge, this)) : y;
    }
}

/// <summary>The gradient of a part put into zeros.</summary>
internal sealed class RegionNode(Tensor x, Region region) : Node(x.GradientEdge)
{
    internal override string Name => "slice_backward";

    internal override int EdgeCount => 1;

    internal override void Backward(Tensor grad) => AccumulateGrad(To0, region.Take(grad));
}

internal sealed class RegionClearNode(Tensor x, Region region) : Node(x.GradientEdge)
{
    internal override string Name => "slice_clear";

    internal override int EdgeCount => 1;

    internal override void Backward(Tensor grad) => AccumulateGrad(To0, region.Clear(grad));
}

/// <summary>The node of a view whose memory was written through another tensor.</summary>
internal static class StridedView
{
    internal static Region RegionOf(Tensor whole, Tensor part)
    {
        if (!whole._contiguous)
            throw new NotSupportedException($"in-place operation: a view (shape {Shapes.Text(part._shape)}) of a tensor that is not contiguous was changed while recorded; call contiguous() on the tensor first.");
        return new Region(whole._shape, part._shape, part._strides, part._offset - whole._offset);
    }

    internal static Node Node(Tensor whole, Tensor part) => new ViewNode<Region>(whole.GradientEdge, RegionOf(whole, part));
}

/// <summary>A region of a tensor replaced in place: the region's gradient goes to what was written, the rest to the old tensor.</summary>
internal sealed class SliceWrite(Node? old, Node? written, Tensor whole, Tensor part) : Node(old, written)
{
    private readonly Region _region = StridedView.RegionOf(whole, part);

    internal override string Name => "slice write";

    internal override int EdgeCount => 2;

    internal override void Backward(Tensor grad)
    {
        if (NeedsInputGrad(To1)) AccumulateGrad(To1, _region.Take(grad));
        if (NeedsInputGrad(To0)) AccumulateGrad(To0, _region.Clear(grad));
    }
}
