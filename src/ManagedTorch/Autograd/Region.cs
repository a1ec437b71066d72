using ManagedTorch.Core;
using TorchSharp;
using static TorchSharp.torch;

namespace ManagedTorch.Autograd;

/// <summary>
/// A region of a tensor: the shape and strides of the part in a contiguous tensor of the whole shape.
/// Taking the part and putting it into zeros are each other's gradients.
/// </summary>
internal sealed class Region(long[] whole, long[] shape, long[] strides, long offset) : IViewRule
{
    internal static Region Of(Tensor x, long[] shape, int dim, long start, long step, bool drop)
    {
        var logical = Shapes.ContiguousStrides(x._shape);
        var strides = drop ? Shapes.Without(logical, dim) : step == 1 ? logical
            : Shapes.With(logical, dim, logical[dim] * step);
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
        contiguous.Share(shape, strides, contiguous._offset + (Shapes.Count(shape) == 0 ? 0 : (int)offset),
            Shapes.Count(shape));

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
