using ManagedTorch.Core;

namespace TorchSharp;

// Counting elements.
public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>How many elements are not zero, over all or over some dimensions.</summary>
        public Tensor count_nonzero(long[]? dims = null) => dims is null ? ne(0).sum() : ne(0).sum(dims);

        /// <summary>How often each of 0, 1, ... occurs (or the sum of their weights).</summary>
        public Tensor bincount(Tensor? weights, long minlength = 0)
        {
            if (_dtype.IsFloatingPoint() || Rank != 1)
                throw new InvalidOperationException(
                    $"bincount: needs a vector of integers, got {_dtype} of shape {Shapes.Text(_shape)}.");
            if (_count > 0 && (long)min() < 0)
                throw new ArgumentOutOfRangeException(nameof(weights), $"bincount: {(long)min()} is negative.");
            var bins = Math.Max(minlength, _count == 0 ? 0 : (long)max() + 1);
            var each = weights ?? torch.ones_like(this, ScalarType.Int64);
            return torch.zeros(bins, each._dtype).index_add(0, to(ScalarType.Int64), each, 1);
        }
    }

    /// <inheritdoc cref="Tensor.count_nonzero(long[])"/>
    public static Tensor count_nonzero(Tensor input, long[]? dims = null) => input.count_nonzero(dims);

    /// <inheritdoc cref="Tensor.bincount(Tensor, long)"/>
    public static Tensor bincount(Tensor input, Tensor? weights = null, long minlength = 0) =>
        input.bincount(weights, minlength);
}
