using System.Numerics;
using ManagedTorch.Autograd;
using ManagedTorch.Core;
using ManagedTorch.Kernels;

namespace TorchSharp;

// Whole slices along a dimension by index: the embedding look-up and its counterpart.
public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The slices along dim that a vector of indices names, copied in its order.</summary>
        public Tensor index_select(long dim, Tensor index) => IndexSelectOps.Select(this, dim, index);

        /// <summary>A copy with alpha times the slices of source added to those that index names along dim.</summary>
        public Tensor index_add(long dim, Tensor index, Tensor source, Scalar alpha) =>
            IndexSelectOps.AddAt(this, dim, index, source, alpha);

        /// <summary><see cref="index_add(long, Tensor, Tensor, Scalar)"/> in place; an error if the result does not fit
        /// the shape or dtype.</summary>
        public Tensor index_add_(long dim, Tensor index, Tensor source, Scalar alpha) =>
            InPlace.By("index_add_", this, x => x.index_add(dim, index, source, alpha));
    }

    /// <inheritdoc cref="Tensor.index_select(long, Tensor)"/>
    public static Tensor index_select(Tensor input, long dim, Tensor index) => input.index_select(dim, index);
    /// <inheritdoc cref="Tensor.index_add(long, Tensor, Tensor, Scalar)"/>
    public static Tensor index_add(Tensor input, long dim, Tensor index, Tensor source, Scalar alpha) =>
        input.index_add(dim, index, source, alpha);
    /// <inheritdoc cref="Tensor.index_add_(long, Tensor, Tensor, Scalar)"/>
    public static Tensor index_add_(Tensor input, long dim, Tensor index, Tensor source, Scalar alpha) =>
        input.index_add_(dim, index, source, alpha);
}

internal static class IndexSelectOps
{
    internal static torch.Tensor Select(torch.Tensor x, long dim, torch.Tensor index)
    {
        var at = Check("index_select", x, dim, index);
        var source = x.detach().contiguous();
        var y = torch.Tensor.New(x._dtype, Shapes.With(x._shape, at, index._count));
        var work = new SelectWork(source, at, index.contiguous(), y);
        Dispatch.Any(x._dtype, ref work);
        return x.ComputeRequiresGrad ? y.SetGradFn(new IndexSelectNode(x, at, index)) : y;
    }

    internal static torch.Tensor AddAt(torch.Tensor x, long dim, torch.Tensor index, torch.Tensor source, Scalar alpha)
    {
        var at = Check("index_add", x, dim, index);
        if (!Shapes.Same(source._shape, Shapes.With(x._shape, at, index._count)))
            throw new ArgumentException(
                $"index_add: a source of shape {Shapes.Text(source._shape)} does not " +
                $"fit {index._count} slices of {Shapes.Text(x._shape)} along dimension {at}.");
        if (source._dtype != x._dtype)
            throw new InvalidOperationException(
                $"index_add: the source is {source._dtype}, the tensor {x._dtype}; convert one with to(...).");
        if (alpha.Real != 1) source = source * alpha;
        var y = torch.Tensor.NewLike(x);
        Copy.Into(y, x);
        var work = new AddWork(y, at, index.contiguous(), source.detach().contiguous());
        Dispatch.Number("index_add", x._dtype, ref work);
        return x.ComputeRequiresGrad || source.ComputeRequiresGrad ? y.SetGradFn(new IndexAddNode(x, at, index, source))
            : y;
    }

    private static int Check(string op, torch.Tensor x, long dim, torch.Tensor index)
    {
        if (index._dtype != torch.ScalarType.Int64)
            throw new InvalidOperationException(
                $"{op}: the index must be int64, this one is {index._dtype}; convert it with to(torch.int64).");
        if (index.Rank > 1 || x.Rank == 0)
            throw new ArgumentException(
                $"{op}: needs an index vector and a tensor with dimensions, " +
                $"got {Shapes.Text(index._shape)} and {Shapes.Text(x._shape)}.");
        var at = Shapes.Dim(op, dim, x.Rank);
        foreach (var i in index.contiguous().Values<long>())
            if ((ulong)i >= (ulong)x._shape[at])
                throw new ArgumentOutOfRangeException(nameof(index),
                    $"{op}: index {i} is out of range for dimension {at} of shape {Shapes.Text(x._shape)}.");
        return at;
    }

    /// <summary>Blocks before the dimension, its size, and the length of one slice within a block.</summary>
    private static (int Outer, int Size, int Inner) Around(torch.Tensor x, int dim)
    {
        var (outer, inner) = (1L, 1L);
        for (var i = 0; i < dim; i++) outer *= x._shape[i];
        for (var i = dim + 1; i < x.Rank; i++) inner *= x._shape[i];
        return ((int)outer, (int)x._shape[dim], (int)inner);
    }

    private readonly struct SelectWork(torch.Tensor x, int dim, torch.Tensor index, torch.Tensor y) : IForAny
    {
        public void Run<T>() where T : unmanaged
        {
            var (outer, size, inner) = Around(x, dim);
            ReadOnlySpan<T> from = x.Values<T>();
            ReadOnlySpan<long> at = index.Values<long>();
            var to = y.Values<T>();
            for (var o = 0; o < outer; o++)
                for (var i = 0; i < at.Length; i++)
                    from.Slice((o * size + (int)at[i]) * inner, inner).CopyTo(to[((o * at.Length + i) * inner)..]);
        }
    }

    private readonly struct AddWork(torch.Tensor y, int dim, torch.Tensor index, torch.Tensor source) : IForNumber
    {
        public void Run<T>() where T : unmanaged, INumber<T>
        {
            var (outer, size, inner) = Around(y, dim);
            ReadOnlySpan<T> from = source.Values<T>();
            ReadOnlySpan<long> at = index.Values<long>();
            var to = y.Values<T>();
            for (var o = 0; o < outer; o++)
                for (var i = 0; i < at.Length; i++)
                {
                    var row = to.Slice((o * size + (int)at[i]) * inner, inner);
                    Elementwise.Binary<Add, T>(row, from.Slice((o * at.Length + i) * inner, inner), row);
                }
        }
    }
}

internal sealed class IndexSelectNode(torch.Tensor x, int dim, torch.Tensor index) : Node(x.GradientEdge)
{
    private readonly long[] _shape = x._shape;
    private SavedTensor _index = new(index);

    internal override string Name => "index_select";

    internal override int EdgeCount => 1;

    internal override void Backward(torch.Tensor grad) =>
        AccumulateGrad(To0, torch.zeros(_shape, grad.dtype).index_add(dim, _index.Get(this), grad, 1));

    internal override void ReleaseSaved() => _index.Release();
}

internal sealed class IndexAddNode(torch.Tensor x, int dim, torch.Tensor index, torch.Tensor source)
    : Node(x.GradientEdge, source.GradientEdge)
{
    private SavedTensor _index = new(index);

    internal override string Name => "index_add";

    internal override int EdgeCount => 2;

    internal override void Backward(torch.Tensor grad)
    {
        AccumulateGrad(To0, grad);
        if (NeedsInputGrad(To1)) AccumulateGrad(To1, grad.index_select(dim, _index.Get(this)));
    }

    internal override void ReleaseSaved() => _index.Release();
}
