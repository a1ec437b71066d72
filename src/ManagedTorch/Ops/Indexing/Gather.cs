using System.Numerics;
using ManagedTorch.Autograd;
using ManagedTorch.Core;

namespace TorchSharp;

// Picking elements along a dimension by index, and its counterpart, adding at indices.
public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>y[i, j] = x[index[i, j], j] for dim 0, x[i, index[i, j]] for dim 1, and so on.</summary>
        public Tensor gather(long dim, Tensor index) => GatherOps.Gather(this, dim, index);

        /// <summary>A copy with src written where index says, along dim: result[index[i, j], j] = src[i, j] for dim
        /// 0.</summary>
        public Tensor scatter(long dim, Tensor index, Tensor src) =>
            GatherOps.Scatter(this, dim, index, src, add: false);
        /// <summary>A copy with src added where index says, along dim, in the order of the index.</summary>
        public Tensor scatter_add(long dim, Tensor index, Tensor src) =>
            GatherOps.Scatter(this, dim, index, src, add: true);
        /// <summary><see cref="scatter(long, Tensor, Tensor)"/> in place; an error if the result does not fit the shape
        /// or dtype.</summary>
        public Tensor scatter_(long dim, Tensor index, Tensor src) =>
            InPlace.By("scatter_", this, x => x.scatter(dim, index, src));
        /// <summary><see cref="scatter_add(long, Tensor, Tensor)"/> in place; an error if the result does not fit the
        /// shape or dtype.</summary>
        public Tensor scatter_add_(long dim, Tensor index, Tensor src) =>
            InPlace.By("scatter_add_", this, x => x.scatter_add(dim, index, src));

        /// <summary>The elements at the indices along a dimension, broadcast; without one, of the flattened
        /// tensor.</summary>
        public Tensor take_along_dim(Tensor indices) => flatten().gather(0, indices.flatten());

        /// <summary>The elements at the indices along a dimension, broadcast; without one, of the flattened
        /// tensor.</summary>
        public Tensor take_along_dim(Tensor indices, long dim)
        {
            if (Rank != indices.Rank || Rank == 0)
                throw new ArgumentException(
                    $"take_along_dim: shape {Shapes.Text(_shape)} and " +
                    $"indices {Shapes.Text(indices._shape)} must have the same number of dimensions, at least one.");
            var at = Shapes.Dim("take_along_dim", dim, Rank);
            var shape =
                Shapes.Broadcast("take_along_dim", Shapes.With(_shape, at, 1), Shapes.With(indices._shape, at, 1));
            return expand(Shapes.With(shape, at, _shape[at]), false)
                .gather(dim, indices.expand(Shapes.With(shape, at, indices._shape[at]), false));
        }
    }

    /// <inheritdoc cref="Tensor.gather(long, Tensor)"/>
    public static Tensor gather(Tensor input, long dim, Tensor index) => input.gather(dim, index);
    /// <inheritdoc cref="Tensor.scatter(long, Tensor, Tensor)"/>
    public static Tensor scatter(Tensor input, long dim, Tensor index, Tensor src) => input.scatter(dim, index, src);
    /// <inheritdoc cref="Tensor.scatter_(long, Tensor, Tensor)"/>
    public static Tensor scatter_(Tensor input, long dim, Tensor index, Tensor src) => input.scatter_(dim, index, src);
    /// <inheritdoc cref="Tensor.scatter_add(long, Tensor, Tensor)"/>
    public static Tensor scatter_add(Tensor input, long dim, Tensor index, Tensor src) =>
        input.scatter_add(dim, index, src);
    /// <inheritdoc cref="Tensor.scatter_add_(long, Tensor, Tensor)"/>
    public static Tensor scatter_add_(Tensor input, long dim, Tensor index, Tensor src) =>
        input.scatter_add_(dim, index, src);
    /// <inheritdoc cref="Tensor.take_along_dim(Tensor, long)"/>
    public static Tensor take_along_dim(Tensor input, Tensor indices, long dim = 0) =>
        input.take_along_dim(indices, dim);
}

internal static class GatherOps
{
    internal static torch.Tensor Gather(torch.Tensor x, long dim, torch.Tensor index)
    {
        var at = Check("gather", x, dim, index);
        var y = torch.Tensor.New(x._dtype, index._shape);
        var work = new GatherWork(x, index.contiguous(), at, y);
        Dispatch.Any(x._dtype, ref work);
        return x.ComputeRequiresGrad ? y.SetGradFn(new GatherNode(x, at, index)) : y;
    }

    internal static torch.Tensor Scatter(torch.Tensor x, long dim, torch.Tensor index, torch.Tensor source, bool add)
    {
        var op = add ? "scatter_add" : "scatter";
        var at = Check(op, x, dim, index);
        if (source._dtype != x._dtype)
            throw new InvalidOperationException(
                $"{op}: the source is {source._dtype}, the tensor {x._dtype}; convert one with to(...).");
        for (var i = 0; i < index.Rank; i++)
            if (index._shape[i] > source._shape[i])
                throw new ArgumentException(
                    $"{op}: index {Shapes.Text(index._shape)} is larger than the " +
                    $"source {Shapes.Text(source._shape)} at dimension {i}.");
        var y = torch.Tensor.NewLike(x);
        Copy.Into(y, x);
        var work = new ScatterWork(y, index.contiguous(), at, source);
        if (add) Dispatch.Number(op, x._dtype, ref work);
        else
        {
            var write = new ScatterWrite(work);
            Dispatch.Any(x._dtype, ref write);
        }
        return x.ComputeRequiresGrad || source.ComputeRequiresGrad
            ? y.SetGradFn(new ScatterNode(x, at, index, source, add)) : y;
    }

    /// <summary>Adds a gradient at the places it was gathered from, into a tensor of the caller's, outside the
    /// graph.</summary>
    internal static torch.Tensor AddAt(torch.Tensor y, int dim, torch.Tensor index, torch.Tensor grad)
    {
        var work = new ScatterWork(y, index.contiguous(), dim, grad);
        Dispatch.Number("gather", y._dtype, ref work);
        return y;
    }

    private static int Check(string op, torch.Tensor x, long dim, torch.Tensor index)
    {
        if (index._dtype != torch.ScalarType.Int64)
            throw new InvalidOperationException(
                $"{op}: the index must be int64, this one is {index._dtype}; convert it with to(torch.int64).");
        if (index.Rank != x.Rank)
            throw new ArgumentException(
                $"{op}: index {Shapes.Text(index._shape)} and " +
                $"tensor {Shapes.Text(x._shape)} must have the same number of dimensions.");
        var at = Shapes.Dim(op, dim, x.Rank);
        for (var i = 0; i < x.Rank; i++)
            if (i != at && index._shape[i] > x._shape[i])
                throw new ArgumentException(
                    $"{op}: index {Shapes.Text(index._shape)} is larger than the " +
                    $"tensor {Shapes.Text(x._shape)} at dimension {i}.");
        return at;
    }

    private static ArgumentOutOfRangeException OutOfRange(string op, long index, torch.Tensor x, int dim) =>
        new(nameof(index),
            $"{op}: index {index} is out of range for dimension {dim} of shape {Shapes.Text(x._shape)}.");

    /// <summary>For each element of the index, in order: its place in <c>x</c> without the indexed dimension.</summary>
    private ref struct Positions
    {
        private readonly torch.Tensor _x;
        private readonly int _dim;
        internal readonly long Step;
        internal readonly long Size;

        internal Positions(torch.Tensor x, int dim)
        {
            (_x, _dim) = (x, dim);
            Step = x.Rank == 0 ? 0 : x._strides[dim];
            Size = x.Rank == 0 ? 1 : x._shape[dim];
        }

        internal readonly long[] Strides()
        {
            var strides = (long[])_x._strides.Clone();
            if (strides.Length > 0) strides[_dim] = 0;
            return strides;
        }
    }

    private readonly struct GatherWork(torch.Tensor x, torch.Tensor index, int dim, torch.Tensor y) : IForAny
    {
        public void Run<T>() where T : unmanaged
        {
            var positions = new Positions(x, dim);
            Span<long> work = stackalloc long[StridedIterator.WorkspaceLength(y.Rank)];
            // The index decides the shape; x is walked with its own strides, and 0 along the indexed dimension.
            var iterator =
                new StridedIterator(work, y._shape, new(y._shape, y._strides),
                    StridedIterator.Operand.WithStrides(positions.Strides()));
            ReadOnlySpan<T> from = x.Memory<T>();
            ReadOnlySpan<long> at = index.Values<long>();
            var to = y.Values<T>();
            while (iterator.Next())
                for (var i = 0; i < iterator.Length; i++)
                {
                    var k = at[iterator.A + i * iterator.StepA];
                    if ((ulong)k >= (ulong)positions.Size) throw OutOfRange("gather", k, x, dim);
                    to[iterator.A + i * iterator.StepA] =
                        from[(int)(iterator.B + i * iterator.StepB + k * positions.Step)];
                }
        }
    }

    private readonly struct ScatterWork(torch.Tensor y, torch.Tensor index, int dim, torch.Tensor source) : IForNumber
    {
        public void Run<T>() where T : unmanaged, INumber<T> => Each<T>(static (ref T to, T from) => to += from);

        internal delegate void Write<T>(ref T to, T from);

        internal void Each<T>(Write<T> write) where T : unmanaged
        {
            var positions = new Positions(y, dim);
            Span<long> work = stackalloc long[StridedIterator.WorkspaceLength(index.Rank)];
            var iterator =
                new StridedIterator(work, index._shape, new(index._shape, index._strides),
                    StridedIterator.Operand.WithStrides(positions.Strides()),
                    StridedIterator.Operand.WithStrides(source._strides));
            ReadOnlySpan<T> from = source.Memory<T>();
            ReadOnlySpan<long> at = index.Values<long>();
            var to = y.Values<T>();
            while (iterator.Next())
                for (var i = 0; i < iterator.Length; i++)
                {
                    var k = at[iterator.A + i * iterator.StepA];
                    if ((ulong)k >= (ulong)positions.Size) throw OutOfRange("scatter", k, y, dim);
                    write(ref to[(int)(iterator.B + i * iterator.StepB + k * positions.Step)],
                        from[iterator.C + i * iterator.StepC]);
                }
        }
    }

    private readonly struct ScatterWrite(ScatterWork work) : IForAny
    {
        public void Run<T>() where T : unmanaged => work.Each<T>(static (ref T to, T from) => to = from);
    }
}

internal sealed class GatherNode(torch.Tensor x, int dim, torch.Tensor index) : Node(x.GradientEdge)
{
    private readonly long[] _shape = x._shape;
    private SavedTensor _index = new(index);

    internal override string Name => "gather";

    internal override int EdgeCount => 1;

    internal override void Backward(torch.Tensor grad)
    {
        var index = _index.Get(this);
        var zeros = torch.zeros(_shape, grad.dtype);
        AccumulateGrad(To0, Engine.CreatesGraph ? zeros.scatter_add(dim, index, grad)
            : GatherOps.AddAt(zeros, dim, index, grad));
    }

    internal override void ReleaseSaved() => _index.Release();
}

internal sealed class ScatterNode(torch.Tensor x, int dim, torch.Tensor index, torch.Tensor source, bool add)
    : Node(x.GradientEdge, source.GradientEdge)
{
    private readonly long[] _source = source._shape;
    private SavedTensor _index = new(index);

    internal override string Name => add ? "scatter_add" : "scatter";

    internal override int EdgeCount => 2;

    internal override void Backward(torch.Tensor grad)
    {
        var index = _index.Get(this);
        if (NeedsInputGrad(To0))
            AccumulateGrad(To0, add ? grad : grad.scatter(dim, index, torch.zeros(index._shape, grad.dtype)));
        if (!NeedsInputGrad(To1)) return;
        var taken = grad.gather(dim, index);
        // A source larger than the index has parts that went nowhere.
        if (!Shapes.Same(index._shape, _source))
        {
            var region = new Region(_source, index._shape, Shapes.ContiguousStrides(_source), 0);
            taken = region.Backward(taken);
        }
        AccumulateGrad(To1, taken);
    }

    internal override void ReleaseSaved() => _index.Release();
}
