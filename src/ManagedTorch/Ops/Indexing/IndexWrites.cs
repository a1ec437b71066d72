using ManagedTorch.Core;

namespace TorchSharp;

// Slices and diagonals of a tensor replaced, all differentiable.
public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Slices along a dimension replaced by those of the source, in the order of the index; of equal
        /// indices the last counts.</summary>
        public Tensor index_copy(long dim, Tensor index, Tensor source)
        {
            var at = Shapes.Dim("index_copy", dim, Rank);
            if (index._dtype != ScalarType.Int64 || index.Rank > 1)
                throw new InvalidOperationException(
                    $"index_copy: the index must be an int64 vector, this one is {index._dtype} of shape " +
                    $"{Shapes.Text(index._shape)}.");
            if (!Shapes.Same(source._shape, Shapes.With(_shape, at, index._count)) || source._dtype != _dtype)
                throw new ArgumentException(
                    $"index_copy: a source of shape {Shapes.Text(source._shape)} " +
                    $"and {source._dtype} does not fit {index._count} slices " +
                    $"of {Shapes.Text(_shape)} and {_dtype} along dimension {at}.");
            return scatter(at, IndexWrites.Along(index, source, at), source);
        }

        /// <summary><see cref="index_copy(long, Tensor, Tensor)"/> in place; an error if the result does not fit the
        /// shape or dtype.</summary>
        public Tensor index_copy_(long dim, Tensor index, Tensor source) =>
            InPlace.By("index_copy_", this, x => x.index_copy(dim, index, source));

        /// <summary>Slices along a dimension filled with a number.</summary>
        public Tensor index_fill(long dim, Tensor index, Scalar value)
        {
            var at = Shapes.Dim("index_fill", dim, Rank);
            if (Rank == 0) return reshape(1).index_fill(0, index, value).view();
            return index_copy(at, index, full(Shapes.With(_shape, at, index._count), value, _dtype));
        }

        /// <summary><see cref="index_fill(long, Tensor, Scalar)"/> in place; an error if the result does not fit the
        /// shape or dtype.</summary>
        public Tensor index_fill_(long dim, Tensor index, Scalar value) =>
            InPlace.By("index_fill_", this, x => x.index_fill(dim, index, value));

        /// <summary>A copy in which slice <paramref name="index"/> of a dimension is <paramref name="src"/>, of the
        /// shape of <c>select(dim, index)</c>; an error otherwise.</summary>
        public Tensor select_scatter(Tensor src, long dim, long index) =>
            IndexWrites.WriteInto("select_scatter", this, x => x.select(dim, index), src);

        /// <summary>A copy in which every step-th slice from start to before end is <paramref name="src"/>, of the
        /// shape of that range; an error otherwise.</summary>
        public Tensor slice_scatter(Tensor src, long dim = 0, long? start = null, long? end = null, long step = 1) =>
            IndexWrites.WriteInto("slice_scatter",
                this, x => x.slice(dim, start ?? 0, end ?? x._shape[Shapes.Dim("slice_scatter", dim, x.Rank)], step),
                src);

        /// <summary>A copy in which a diagonal is <paramref name="src"/>, of the shape of
        /// <c>diagonal(offset, dim1, dim2)</c>; an error otherwise.</summary>
        public Tensor diagonal_scatter(Tensor src, long offset = 0, long dim1 = 0, long dim2 = 1) =>
            IndexWrites.WriteInto("diagonal_scatter", this, x => x.diagonal(offset, dim1, dim2), src);

        /// <summary>A copy in which the elements where the mask (bool, broadcast to this shape) is true are the first
        /// of the values, in row-major order.</summary>
        /// <exception cref="ArgumentException">There are fewer values than places.</exception>
        /// <exception cref="InvalidOperationException">The mask is not bool, or the dtypes differ.</exception>
        public Tensor masked_scatter(Tensor mask, Tensor value)
        {
            if (mask._dtype != ScalarType.Bool || value._dtype != _dtype)
                throw new InvalidOperationException(
                    $"masked_scatter: the mask must be boolean and the values {_dtype}, they are {mask._dtype} and " +
                    $"{value._dtype}.");
            var chosen = mask.expand(_shape, false).reshape(-1);
            var needed = (long)chosen.sum();
            if (needed > value._count)
                throw new ArgumentException($"masked_scatter: {value._count} values do not fill {needed} places.");
            var places = chosen.nonzero().squeeze(1);
            return reshape(-1).index_copy(0, places, value.reshape(-1).narrow(0, 0, needed)).view(_shape);
        }

        /// <summary>Writes the values one after the other to where the mask is true, in place.</summary>
        public Tensor masked_scatter_(Tensor mask, Tensor value) =>
            InPlace.By("masked_scatter_", this, x => x.masked_scatter(mask, value));
    }

    /// <inheritdoc cref="Tensor.index_copy(long, Tensor, Tensor)"/>
    public static Tensor index_copy(Tensor input, long dim, Tensor index, Tensor source) =>
        input.index_copy(dim, index, source);
    /// <inheritdoc cref="Tensor.index_copy_(long, Tensor, Tensor)"/>
    public static Tensor index_copy_(Tensor input, long dim, Tensor index, Tensor source) =>
        input.index_copy_(dim, index, source);
    /// <inheritdoc cref="Tensor.index_fill(long, Tensor, Scalar)"/>
    public static Tensor index_fill(Tensor input, long dim, Tensor index, Scalar value) =>
        input.index_fill(dim, index, value);
    /// <inheritdoc cref="Tensor.index_fill_(long, Tensor, Scalar)"/>
    public static Tensor index_fill_(Tensor input, long dim, Tensor index, Scalar value) =>
        input.index_fill_(dim, index, value);
    /// <inheritdoc cref="Tensor.select_scatter(Tensor, long, long)"/>
    public static Tensor select_scatter(Tensor input, Tensor src, long dim, long index) =>
        input.select_scatter(src, dim, index);
    /// <inheritdoc cref="Tensor.slice_scatter(Tensor, long, long?, long?, long)"/>
    public static Tensor slice_scatter(Tensor input, Tensor src, long dim = 0, long? start = null, long? end = null,
        long step = 1) => input.slice_scatter(src, dim, start, end, step);
    /// <inheritdoc cref="Tensor.diagonal_scatter(Tensor, long, long, long)"/>
    public static Tensor diagonal_scatter(Tensor input, Tensor src, long offset = 0, long dim1 = 0, long dim2 = 1) =>
        input.diagonal_scatter(src, offset, dim1, dim2);
}

internal static class IndexWrites
{
    /// <summary>An index vector repeated over the other dimensions of what it goes along.</summary>
    internal static torch.Tensor Along(torch.Tensor index, torch.Tensor source, int dim)
    {
        if (source.Rank == 0) return index.reshape(Array.Empty<long>());
        var shape = new long[source.Rank];
        Array.Fill(shape, 1);
        shape[dim] = index._count;
        return index.reshape(shape).expand(source._shape, false);
    }

    /// <summary>A copy of a tensor with a part of it replaced.</summary>
    internal static torch.Tensor WriteInto(string op, torch.Tensor x, Func<torch.Tensor, torch.Tensor> part,
        torch.Tensor source)
    {
        var y = x.clone();
        var target = part(y);
        if (!Shapes.Same(target._shape, source._shape))
            throw new ArgumentException(
                $"{op}: a source of shape {Shapes.Text(source._shape)} does not fit the part of " +
                $"shape {Shapes.Text(target._shape)}.");
        target.copy_(source);
        return y;
    }
}
