using ManagedTorch.Autograd;
using ManagedTorch.Core;

namespace TorchSharp;

// Taking tensors apart along a dimension.
public static partial class torch
{
    /// <inheritdoc cref="Tensor.split(long[], long)"/>
    public static Tensor[] split(Tensor tensor, long[] split_size_or_sections, long dim = 0) =>
        tensor.split(split_size_or_sections, dim);
    /// <summary>See the method of the tensor with the same name.</summary>
    public static Tensor[] chunk(Tensor input, long chunks, long dim = 0) => input.chunk(chunks, dim);
    /// <inheritdoc cref="Tensor.unbind(long)"/>
    public static Tensor[] unbind(Tensor input, long dim = 0) => input.unbind(dim);

    public partial class Tensor
    {
        /// <summary>Parts of <paramref name="size"/> along a dimension, the last may be shorter.</summary>
        public Tensor[] split(long size, int dim = 0)
        {
            var at = SplitOps.Dim("split", dim, this);
            var total = _shape[at];
            if (size <= 0 && (size < 0 || total > 0))
                throw new ArgumentException($"split: the size {size} must be positive.");
            if (size == 0) size = 1;
            var sizes = new long[Math.Max(1, (total + size - 1) / size)];
            for (var i = 0; i < sizes.Length; i++) sizes[i] = Math.Min(size, total - i * size);
            return SplitOps.Along(this, at, sizes, drop: false);
        }

        /// <summary>Views of the given sizes along dim; an error if they do not add up to its length.</summary>
        public Tensor[] split(long[] sizes, long dim = 0)
        {
            var at = SplitOps.Dim("split", dim, this);
            if (sizes.Sum() != _shape[at] || sizes.Any(size => size < 0))
                throw new ArgumentException(
                    $"split: sizes {Shapes.Text(sizes)} do not add up " +
                    $"to {_shape[at]}, the size of dimension {dim} of {Shapes.Text(_shape)}.");
            return SplitOps.Along(this, at, sizes, drop: false);
        }

        /// <summary>At most the given number of views of equal length along dim; the last may be shorter.</summary>
        public Tensor[] chunk(long chunks, long dim = 0)
        {
            if (chunks <= 0) throw new ArgumentException($"chunk: the number of chunks {chunks} must be positive.");
            var at = SplitOps.Dim("chunk", dim, this);
            if (_shape[at] == 0) return split(new long[chunks], at);
            return split(Math.Max(1, (_shape[at] + chunks - 1) / chunks), at);
        }

        /// <summary>The slices along a dimension as views without it.</summary>
        public Tensor[] unbind(long dimension = 0)
        {
            var at = SplitOps.Dim("unbind", dimension, this);
            var sizes = new long[_shape[at]];
            Array.Fill(sizes, 1);
            return SplitOps.Along(this, at, sizes, drop: true);
        }
    }
}

internal static class SplitOps
{
    internal static int Dim(string op, long dim, torch.Tensor x) => x.Rank > 0 ? Shapes.Dim(op, dim, x.Rank)
        : throw new ArgumentException($"{op}: a tensor of no dimensions has no parts.");

    /// <summary>Views of parts of these sizes; with <paramref name="drop"/> the dimension, of size 1 in each,
    /// goes.</summary>
    internal static torch.Tensor[] Along(torch.Tensor x, int dim, long[] sizes, bool drop)
    {
        var parts = new torch.Tensor[sizes.Length];
        var node = x.ComputeRequiresGrad ? new SplitNode(x, sizes.Length) : null;
        var start = 0L;
        for (var i = 0; i < sizes.Length; i++)
        {
            var shape = drop ? Shapes.Without(x._shape, dim) : Shapes.With(x._shape, dim, sizes[i]);
            var strides = drop ? Shapes.Without(x._strides, dim) : x._strides;
            var offset = sizes[i] == 0 ? 0 : start * x._strides[dim];
            parts[i] = x.Share(shape, strides, (int)(x._offset + offset), Shapes.Count(shape)).ViewOf(x);
            if (node is not null) parts[i].SetGradFn(node.Part(i, Region.Of(x, shape, dim, start, 1, drop)));
            start += sizes[i];
        }
        return parts;
    }
}

/// <summary>
/// Where the gradients of all parts meet: each is written into its place of one buffer, and what no gradient came for
/// is cleared at the end, instead of a tensor with zeros around for every part and their sum.
/// </summary>
internal sealed class SplitNode(torch.Tensor x, int parts) : Node(x.GradientEdge)
{
    private readonly long[] _shape = x._shape;
    private readonly PartNode[] _parts = new PartNode[parts];

    internal override string Name => "split";

    internal override int EdgeCount => 1;

    internal Node Part(int i, Region region) => _parts[i] = new PartNode(this, region);

    internal override void Backward(torch.Tensor grad)
    {
        foreach (var part in _parts)
            if (!part.Arrived) Copy.Fill(part.Region.Part(grad), (TorchSharp.Scalar)0);
        AccumulateGrad(To0, grad);
    }

    /// <summary>The gradient in the making.</summary>
    private torch.Tensor Buffer(torch.ScalarType dtype)
    {
        if (Pass.Pending is null)
        {
            foreach (var part in _parts) part.Arrived = part.Given = false;
            AccumulateGrad(this, torch.Tensor.New(dtype, _shape));
        }
        return Pass.Pending!;
    }

    private sealed class PartNode(SplitNode whole, Region region) : Node(whole)
    {
        internal readonly Region Region = region;

        /// <summary>Whether the buffer of the running pass holds this part's gradient.</summary>
        internal bool Arrived;

        /// <summary>Whether somebody writes this part's gradient into the buffer by himself.</summary>
        internal bool Given;

        internal override string Name => "split";

        internal override int EdgeCount => 1;

        internal override torch.Tensor? GradientDestination(torch.ScalarType dtype)
        {
            if (Engine.CreatesGraph || !NeedsInputGrad(whole)) return null;
            var buffer = whole.Buffer(dtype);
            if (Given || buffer._dtype != dtype) return null;
            Given = true;
            return Region.Part(buffer);
        }

        internal override void Backward(torch.Tensor grad)
        {
            if (Engine.CreatesGraph)
            {
                AccumulateGrad(whole.To0, Region.Backward(grad));
                return;
            }
            if (!NeedsInputGrad(whole)) return;
            var part = Region.Part(whole.Buffer(grad._dtype));
            if (!part.IsSameMemory(grad)) Copy.Into(part, grad);
            Arrived = true;
        }
    }
}
