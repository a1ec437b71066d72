using ManagedTorch.Core;
using TorchSharp;
using static TorchSharp.torch;

namespace ManagedTorch.Autograd;

/// <summary>The node of a view whose memory was written through another tensor.</summary>
internal static class StridedView
{
    internal static Region RegionOf(Tensor whole, Tensor part)
    {
        if (!whole._contiguous)
            throw new NotSupportedException(
                $"in-place operation: a view (shape {Shapes.Text(part._shape)}) of a tensor that is not contiguous " +
                "was changed while recorded; call contiguous() on the tensor first.");
        return new Region(whole._shape, part._shape, part._strides, part._offset - whole._offset);
    }

    internal static Node Node(Tensor whole, Tensor part) =>
        new ViewNode<Region>(whole.GradientEdge, RegionOf(whole, part));
}

/// <summary>A region of a tensor replaced in place: the region's gradient goes to what was written, the rest to the old
/// tensor.</summary>
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
