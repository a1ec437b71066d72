using ManagedTorch.Core;

namespace TorchSharp;

// Products of vectors and matrices, and distances.
public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Sums of products along the last dimensions of both.</summary>
        public Tensor inner(Tensor vec2) =>
            Rank == 0 || vec2.Rank == 0 ? this * vec2 : torch.tensordot(this, vec2.movedim([-1], [0]), 1);

        /// <summary>The sum of the products of two vectors' elements.</summary>
        public Tensor vdot(Tensor target) => dot(target);

        /// <inheritdoc cref="outer(Tensor)"/>
        public Tensor ger(Tensor vec2) => outer(vec2);

        /// <summary>beta this + alpha mat vec</summary>
        public Tensor addmv(Tensor mat, Tensor vec, float beta = 1f, float alpha = 1f)
        {
            if (mat.Rank != 2 || vec.Rank != 1)
                throw new ArgumentException(
                    $"addmv: needs a matrix and a vector, got {Shapes.Text(mat._shape)} and " +
                    $"{Shapes.Text(vec._shape)}.");
            return MatMulOps.Plus(this, beta, mat.matmul(vec), alpha);
        }

        /// <summary>Every element of this times the whole of the other.</summary>
        public Tensor kron(Tensor other)
        {
            var rank = Math.Max(Rank, other.Rank);
            long[] a = [.. Enumerable.Repeat(1L, rank - Rank), .. _shape],
                b = [.. Enumerable.Repeat(1L, rank - other.Rank), .. other._shape];
            var blocks =
                reshape(a.SelectMany(n => new[] { n, 1 }).ToArray()) *
                other.reshape(b.SelectMany(n => new[] { 1, n }).ToArray());
            return blocks.reshape(a.Zip(b, (x, y) => x * y).ToArray());
        }

        /// <summary>The p-norm of the difference.</summary>
        public Tensor dist(Tensor other, float p = 2f) => (this - other).norm(p);
    }

    /// <inheritdoc cref="Tensor.inner(Tensor)"/>
    public static Tensor inner(Tensor input, Tensor vec2) => input.inner(vec2);
    /// <inheritdoc cref="Tensor.vdot(Tensor)"/>
    public static Tensor vdot(Tensor input, Tensor target) => input.vdot(target);
    /// <inheritdoc cref="Tensor.ger(Tensor)"/>
    public static Tensor ger(Tensor input, Tensor vec2) => input.ger(vec2);
    /// <inheritdoc cref="Tensor.addmv(Tensor, Tensor, float, float)"/>
    public static Tensor addmv(Tensor input, Tensor mat1, Tensor mat2, float beta, float alpha) =>
        input.addmv(mat1, mat2, beta, alpha);
    /// <inheritdoc cref="Tensor.kron(Tensor)"/>
    public static Tensor kron(Tensor input, Tensor other) => input.kron(other);
    /// <inheritdoc cref="Tensor.dist(Tensor, float)"/>
    public static Tensor dist(Tensor input, Tensor other, float p = 2f) => input.dist(other, p);

    /// <summary>The p-norms between all pairs of points: x1 [..., n, width], x2 [..., m, width] to [..., n,
    /// m].</summary>
    public static Tensor cdist(Tensor x1, Tensor x2, double p = 2.0,
        compute_mode compute_mode = compute_mode.use_mm_for_euclid_dist_if_necessary)
    {
        if (x1.Rank < 2 || x2.Rank < 2 || x1._shape[^1] != x2._shape[^1])
            throw new ArgumentException(
                $"cdist: points {Shapes.Text(x1._shape)} and {Shapes.Text(x2._shape)} must be [..., count, width] of " +
                "one width.");
        return (x1.unsqueeze(-2) - x2.unsqueeze(-3)).norm(-1, false, (float)p);
    }

    /// <summary>Linear algebra.</summary>
    public static partial class linalg
    {
        /// <summary>The square root of the sum of squares of all elements, or along dimensions.</summary>
        public static Tensor norm(Tensor input, long[]? dims = null, bool keepdim = false) =>
            vector_norm(input, 2, dims, keepdim);

        /// <summary>
        /// Along two dimensions (or of a matrix) a norm of matrices, otherwise one of vectors.
        /// </summary>
        public static Tensor norm(Tensor input, double ord, long[]? dims = null, bool keepdim = false) =>
            dims is { Length: 2 } || (dims is null && input.Rank == 2) ? matrix_norm(input, ord, dims, keepdim)
            : vector_norm(input, ord, dims, keepdim);

        /// <inheritdoc cref="norm(Tensor, double, long[], bool)"/>
        public static Tensor norm(Tensor input, int ord, long[]? dims = null, bool keepdim = false) =>
            norm(input, (double)ord, dims, keepdim);

        /// <summary>The norm of matrices named 'fro'.</summary>
        public static Tensor norm(Tensor input, string ord, long[]? dims = null, bool keepdim = false) =>
            matrix_norm(input, ord, dims, keepdim);

        /// <summary>The p-norm of all elements or along dimensions; p may be 0 (how many are not 0) and plus or minus
        /// infinity.</summary>
        public static Tensor vector_norm(Tensor input, double ord = 2.0, long[]? dims = null, bool keepdim = false)
        {
            if (!input.dtype.IsFloatingPoint())
                throw new InvalidOperationException(
                    $"linalg.vector_norm: needs floating-point numbers, these are {input.dtype}.");
            long[] along = dims ?? [.. Enumerable.Range(0, input.Rank).Select(d => (long)d)];
            if (along.Length == 0) return ord == 0 ? (input != 0).to(input.dtype) : input.abs();
            var size = input.abs();
            if (double.IsPositiveInfinity(ord)) return size.amax(along, keepdim);
            if (double.IsNegativeInfinity(ord)) return size.amin(along, keepdim);
            if (ord == 0) return (input != 0).to(input.dtype).sum(along, keepdim);
            if (ord == 1) return size.sum(along, keepdim);
            if (along.Length == 1) return input.norm((int)along[0], keepdim, (float)ord);
            // The p-norm of p-norms is that of all.
            var rest = along.Select(d => (long)Shapes.Dim("linalg.vector_norm", d, input.Rank)).ToArray();
            var moved =
                input.movedim(rest,
                    [.. Enumerable.Range(0, rest.Length).Select(i => (long)(input.Rank - rest.Length + i))])
                    .flatten(input.Rank - rest.Length);
            var result = moved.norm(-1, false, (float)ord);
            foreach (var d in keepdim ? rest.Order() : Enumerable.Empty<long>()) result = result.unsqueeze(d);
            return result;
        }

        /// <summary>The norm of matrices named 'fro': the square root of the sum of squares.</summary>
        public static Tensor matrix_norm(Tensor input, string ord = "fro", long[]? dims = null, bool keepdim = false) =>
            ord == "fro" ? vector_norm(input, 2, Two(input, dims), keepdim)
            : throw new NotSupportedException(
                $"linalg.matrix_norm: '{ord}' needs singular values, which are not computed here; use 'fro', 1 or " +
                "infinity.");

        /// <summary>The largest sum of sizes in a column (1) or in a row (infinity); the smallest for -1 and
        /// -infinity.</summary>
        public static Tensor matrix_norm(Tensor input, double ord, long[]? dims = null, bool keepdim = false)
        {
            var along = Two(input, dims);
            var (summed, compared) = double.IsInfinity(ord) ? (along[1], along[0]) : (along[0], along[1]);
            if (Math.Abs(ord) != 1 && !double.IsInfinity(ord))
                throw new NotSupportedException(
                    $"linalg.matrix_norm: {ord} needs singular values, which are not computed here; use 'fro', 1 or " +
                    "infinity.");
            var sums = input.abs().sum(summed, keepdim: true);
            var result = ord > 0 ? sums.amax([compared], keepdim: true) : sums.amin([compared], keepdim: true);
            foreach (var d in keepdim ? Enumerable.Empty<long>() : along.OrderDescending()) result = result.squeeze(d);
            return result;
        }

        private static long[] Two(Tensor input, long[]? dims)
        {
            dims ??= [-2, -1];
            if (input.Rank < 2 || dims.Length != 2)
                throw new ArgumentException(
                    $"linalg.matrix_norm: needs two dimensions of {Shapes.Text(input._shape)}.");
            long[] result =
                [Shapes.Dim("linalg.matrix_norm", dims[0], input.Rank),
                    Shapes.Dim("linalg.matrix_norm", dims[1], input.Rank)];
            return result[0] != result[1] ? result
                : throw new ArgumentException($"linalg.matrix_norm: dimensions {Shapes.Text(dims)} must differ.");
        }

        /// <summary>Sums of products along a dimension.</summary>
        public static Tensor vecdot(Tensor x, Tensor y, long dim = -1, Tensor? @out = null)
        {
            if (@out is not null)
                throw new NotSupportedException("linalg.vecdot: a given output is not supported; use the result.");
            return (x * y).sum(dim);
        }

        /// <summary>The product of matrices, in the order that costs least; the outer two may be vectors.</summary>
        public static Tensor multi_dot(IList<Tensor> tensors)
        {
            if (tensors.Count < 2)
                throw new ArgumentException($"linalg.multi_dot: needs at least two matrices, got {tensors.Count}.");
            var (row, column) = (tensors[0].Rank == 1, tensors[^1].Rank == 1);
            var matrices =
                tensors.Select((t, i) => t.Rank == 2 ? t : t.Rank != 1
                    ? throw new ArgumentException(
                        $"linalg.multi_dot: operand {i} has shape {Shapes.Text(t._shape)}, not that of a matrix.")
                : i == 0 ? t.unsqueeze(0) : i == tensors.Count - 1 ? t.unsqueeze(1)
                : throw new ArgumentException(
                    $"linalg.multi_dot: operand {i} is a vector; only the first and the last can be.")).ToArray();
            var result = Cheapest(matrices);
            if (row) result = result.squeeze(0);
            return column ? result.squeeze(-1) : result;
        }

        /// <summary>By the least numbers of multiplications for all runs of matrices.</summary>
        private static Tensor Cheapest(Tensor[] m)
        {
            var n = m.Length;
            var (cost, cut) = (new double[n, n], new int[n, n]);
            for (var length = 2; length <= n; length++)
                for (var i = 0; i + length <= n; i++)
                {
                    var j = i + length - 1;
                    cost[i, j] = double.PositiveInfinity;
                    for (var k = i; k < j; k++)
                    {
                        var total = cost[i, k] + cost[k + 1, j] +
                            (double)m[i]._shape[0] * m[k]._shape[1] * m[j]._shape[1];
                        if (total < cost[i, j]) (cost[i, j], cut[i, j]) = (total, k);
                    }
                }
            return Product(0, n - 1);

            Tensor Product(int i, int j) => i == j ? m[i] : Product(i, cut[i, j]).matmul(Product(cut[i, j] + 1, j));
        }

        /// <summary>The cross product of vectors of three numbers.</summary>
        public static Tensor cross(Tensor input, Tensor other, long dim = -1)
        {
            var shape = Shapes.Broadcast("linalg.cross", input._shape, other._shape);
            var at = Shapes.Dim("linalg.cross", dim, shape.Length);
            if (shape.Length == 0 || input._shape[^(shape.Length - at)] != 3 || other._shape[^(shape.Length - at)] != 3)
                throw new ArgumentException(
                    $"linalg.cross: dimension {dim} of {Shapes.Text(input._shape)} " +
                    $"and {Shapes.Text(other._shape)} must hold three numbers.");
            var (a, b) = (input.expand(shape, false), other.expand(shape, false));
            return a.roll(-1, at) * b.roll(-2, at) - a.roll(-2, at) * b.roll(-1, at);
        }

        /// <summary>A view of the diagonal in the plane of two dimensions, by default the last two.</summary>
        public static Tensor diagonal(Tensor input, int offset = 0, int dim1 = -2, int dim2 = -1) =>
            input.diagonal(offset, dim1, dim2);
    }
}
