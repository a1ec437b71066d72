using ManagedTorch.Core;
using static TorchSharp.torch;

namespace TorchSharp;

// Parts of matrices.
public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The elements on and below a diagonal, zeros above.</summary>
        public Tensor tril(long diagonal = 0) => TriangleOps.Keep(this, diagonal, lower: true);

        /// <summary>The elements on and above a diagonal, zeros below.</summary>
        public Tensor triu(long diagonal = 0) => TriangleOps.Keep(this, diagonal, lower: false);

        /// <summary>A vector as a diagonal matrix, or the diagonal of a matrix.</summary>
        public Tensor diag(long diagonal = 0)
        {
            if (Rank == 2) return this.diagonal(diagonal).clone();
            if (Rank != 1) throw new ArgumentException($"diag: needs a vector or a matrix, got {Shapes.Text(_shape)}.");
            var n = _shape[0] + Math.Abs(diagonal);
            var y = torch.zeros(n, n, _dtype);
            y.diagonal(diagonal).copy_(this);
            return y;
        }

        /// <summary><see cref="tril(long)"/> in place; an error if the result does not fit the shape or
        /// dtype.</summary>
        public Tensor tril_(long diagonal = 0) => InPlace.By("tril_", this, x => x.tril(diagonal));
        /// <summary><see cref="triu(long)"/> in place; an error if the result does not fit the shape or
        /// dtype.</summary>
        public Tensor triu_(long diagonal = 0) => InPlace.By("triu_", this, x => x.triu(diagonal));

        /// <summary>All elements as the diagonal of a matrix.</summary>
        public Tensor diagflat(long offset = 0) => reshape(-1).diag(offset);

        /// <summary>The last dimension as the diagonal of matrices over two new dimensions.</summary>
        public Tensor diag_embed(long offset = 0, long dim1 = -2, long dim2 = -1)
        {
            if (Rank == 0) throw new ArgumentException("diag_embed: needs a tensor with dimensions.");
            var (first, second) = (Shapes.Dim("diag_embed", dim1, Rank + 1), Shapes.Dim("diag_embed", dim2, Rank + 1));
            if (first == second) throw new ArgumentException($"diag_embed: dimensions {dim1} and {dim2} are the same.");
            var n = _shape[^1] + Math.Abs(offset);
            var y = torch.zeros([.. _shape[..^1], n, n], _dtype);
            y.diagonal(offset, -2, -1).copy_(this);
            return y.movedim([-2, -1], [first, second]);
        }

        /// <summary>Matrices along the diagonal of one matrix; numbers and vectors count as one row.</summary>
        public static Tensor block_diag(params Tensor[] tensors)
        {
            if (tensors.FirstOrDefault(t => t.Rank > 2) is { } wrong)
                throw new ArgumentException($"block_diag: needs matrices, got {Shapes.Text(wrong._shape)}.");
            var blocks = Array.ConvertAll(tensors, t => t.atleast_2d());
            var (rows, columns) = (blocks.Sum(b => b._shape[0]), blocks.Sum(b => b._shape[1]));
            var y = torch.zeros(rows, columns,
                blocks.Aggregate(ScalarType.Bool, (type, b) => Dtypes.Promote(type, b._dtype)));
            var (row, column) = (0L, 0L);
            foreach (var block in blocks)
            {
                y.narrow(0, row, block._shape[0]).narrow(1, column, block._shape[1]).copy_(block);
                (row, column) = (row + block._shape[0], column + block._shape[1]);
            }
            return y;
        }

        /// <summary>The sum of the diagonal of a matrix.</summary>
        public Tensor trace() =>
            Rank == 2 ? diagonal().sum()
            : throw new ArgumentException($"trace: needs a matrix, got {Shapes.Text(_shape)}.");
    }

    /// <inheritdoc cref="Tensor.tril(long)"/>
    public static Tensor tril(Tensor input, long diagonal = 0) => input.tril(diagonal);
    /// <inheritdoc cref="Tensor.triu(long)"/>
    public static Tensor triu(Tensor input, long diagonal = 0) => input.triu(diagonal);
    /// <inheritdoc cref="Tensor.diag(long)"/>
    public static Tensor diag(Tensor input, long diagonal = 0) => input.diag(diagonal);
    /// <inheritdoc cref="Tensor.tril_(long)"/>
    public static Tensor tril_(Tensor input, long diagonal = 0) => input.tril_(diagonal);
    /// <inheritdoc cref="Tensor.triu_(long)"/>
    public static Tensor triu_(Tensor input, long diagonal = 0) => input.triu_(diagonal);
    /// <inheritdoc cref="Tensor.diagflat(long)"/>
    public static Tensor diagflat(Tensor input, long offset = 0) => input.diagflat(offset);
    /// <inheritdoc cref="Tensor.diag_embed(long, long, long)"/>
    public static Tensor diag_embed(Tensor input, long offset = 0, long dim1 = -2, long dim2 = -1) =>
        input.diag_embed(offset, dim1, dim2);

    /// <summary>The rows and columns [2, count] of the elements on and below a diagonal, row by row.</summary>
    public static Tensor tril_indices(long row, long col, long offset = 0, ScalarType dtype = ScalarType.Int64,
        Device? device = null) =>
        TriangleOps.Indices(row, col, offset, lower: true, dtype, device);

    /// <summary>The rows and columns [2, count] of the elements on and above a diagonal, row by row.</summary>
    public static Tensor triu_indices(long row, long col, long offset = 0, ScalarType dtype = ScalarType.Int64,
        Device? device = null) =>
        TriangleOps.Indices(row, col, offset, lower: false, dtype, device);

    /// <summary>Matrices along the diagonal of one matrix; numbers and vectors count as one row.</summary>
    public static Tensor block_diag(params Tensor[] tensors) => Tensor.block_diag(tensors);

    /// <inheritdoc cref="Tensor.trace()"/>
    public static Tensor trace(Tensor input) => input.trace();
}

internal static class TriangleOps
{
    internal static Tensor Indices(long rows, long columns, long offset, bool lower, ScalarType dtype, Device? device)
    {
        if (rows < 0 || columns < 0)
            throw new ArgumentException(
                $"{(lower ? "tril" : "triu")}_indices: sizes {rows} and {columns} must not be negative.");
        var places = Keep(ones(rows, columns, ScalarType.Bool, device: device), offset, lower).nonzero();
        return places.t().contiguous().to(dtype);
    }

    internal static Tensor Keep(Tensor x, long diagonal, bool lower)
    {
        if (x.Rank < 2)
            throw new ArgumentException(
                $"{(lower ? "tril" : "triu")}: needs matrices, got shape {Shapes.Text(x._shape)}.");
        var rows = arange(x._shape[^2], ScalarType.Int64).unsqueeze(1);
        var columns = arange(x._shape[^1], ScalarType.Int64);
        var kept = lower ? columns <= rows + diagonal : columns >= rows + diagonal;
        return where(kept, x, zeros(Array.Empty<long>(), x._dtype));
    }
}
