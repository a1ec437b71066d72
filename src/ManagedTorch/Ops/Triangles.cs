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

        public Tensor trace() => diagonal().sum();
    }

    public static Tensor tril(Tensor input, long diagonal = 0) => input.tril(diagonal);
    public static Tensor triu(Tensor input, long diagonal = 0) => input.triu(diagonal);
    public static Tensor diag(Tensor input, long diagonal = 0) => input.diag(diagonal);
    public static Tensor trace(Tensor input) => input.trace();
}

internal static class TriangleOps
{
    internal static Tensor Keep(Tensor x, long diagonal, bool lower)
    {
        if (x.Rank < 2) throw new ArgumentException($"{(lower ? "tril" : "triu")}: needs matrices, got shape {Shapes.Text(x._shape)}.");
        var rows = arange(x._shape[^2], ScalarType.Int64).unsqueeze(1);
        var columns = arange(x._shape[^1], ScalarType.Int64);
        var kept = lower ? columns <= rows + diagonal : columns >= rows + diagonal;
        return where(kept, x, zeros(Array.Empty<long>(), x._dtype));
    }
}
