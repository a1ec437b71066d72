using ManagedTorch.Core;

namespace TorchSharp;

// Places in sorted sequences, membership, runs.
public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The smallest and the largest element, of all or along a dimension.</summary>
        public (Tensor min, Tensor max) aminmax(long? dim = null, bool keepdim = false) => dim is { } d
            ? (amin([d], keepdim), amax([d], keepdim))
            : (keepdim ? amin([], true) : min(), keepdim ? amax([], true) : max());

        /// <summary>The k-th smallest along a dimension, counted from 1, and where it is.</summary>
        public (Tensor values, Tensor indices) kthvalue(long k, long? dim, bool keepdim = false)
        {
            var at = Shapes.Dim("kthvalue", dim ?? -1, Rank);
            if (k < 1 || k > (Rank == 0 ? 1 : _shape[at]))
                throw new ArgumentOutOfRangeException(nameof(k),
                    $"kthvalue: k {k} must lie between 1 and the size of dimension {at} of {Shapes.Text(_shape)}.");
            if (Rank == 0) return (clone(), torch.zeros(Array.Empty<long>(), ScalarType.Int64));
            var indices = SortOps.Order(this, at, descending: false).narrow(at, k - 1, 1).contiguous();
            var values = gather(at, indices);
            return keepdim ? (values, indices) : (values.squeeze(at), indices.squeeze(at));
        }

        /// <summary>Sorted along the first dimension.</summary>
        public Tensor msort() => sort(0).Values;

        /// <summary>Whether each element is among those given.</summary>
        public Tensor isin(Tensor test_elements, bool assumeUnique = false, bool invert = false)
        {
            var found = unsqueeze(-1).eq(test_elements.reshape(-1)).any(-1);
            return invert ? found.logical_not() : found;
        }

        /// <summary>The interval of sorted boundaries in which each element lies: boundaries[i - 1] &lt; x &lt;=
        /// boundaries[i], or with <paramref name="right"/> &lt;= x &lt;.</summary>
        public Tensor bucketize(Tensor boundaries, bool outInt32 = false, bool right = false)
        {
            if (boundaries.Rank != 1)
                throw new ArgumentException(
                    $"bucketize: boundaries must be a vector, got {Shapes.Text(boundaries._shape)}.");
            return torch.searchsorted(boundaries, this, outInt32, right);
        }

        /// <summary>Runs of equal elements: one of each, where each element went, and how long the runs are.</summary>
        public (Tensor output, Tensor? inverse_indices, Tensor? counts) unique_consecutive(bool return_inverse = false,
            bool return_counts = false, int? dim = null)
        {
            if (dim is not null)
                throw new NotSupportedException(
                    "unique_consecutive: runs of slices along a dimension are not supported; flatten first.");
            var values = detach().reshape(-1);
            var first = _count == 0
                ? torch.zeros(0, ScalarType.Bool)
                : torch.cat(
                    [torch.ones(1, ScalarType.Bool),
                        values.narrow(0, 1, _count - 1).ne(values.narrow(0, 0, _count - 1))]);
            var run = first.cumsum(0) - 1;
            var output = values.index(first);
            return (output, return_inverse ? run.view(_shape) : null, return_counts ? run.bincount(null, output._count)
                : null);
        }
    }

    /// <summary>The smallest and the largest element, of all or along dim.</summary>
    public static (Tensor min, Tensor max) aminmax(Tensor input, long? dim = null, bool keepdim = false) =>
        input.aminmax(dim, keepdim);
    /// <inheritdoc cref="Tensor.kthvalue(long, long?, bool)"/>
    public static (Tensor values, Tensor indices) kthvalue(Tensor input, long k, long? dim, bool keepdim = false) =>
        input.kthvalue(k, dim, keepdim);
    /// <inheritdoc cref="Tensor.msort()"/>
    public static Tensor msort(Tensor tensor) => tensor.msort();
    /// <inheritdoc cref="Tensor.isin(Tensor, bool, bool)"/>
    public static Tensor isin(Tensor tensor, Tensor test_elements, bool assumeUnique = false, bool invert = false) =>
        tensor.isin(test_elements, assumeUnique, invert);
    /// <inheritdoc cref="Tensor.bucketize(Tensor, bool, bool)"/>
    public static Tensor bucketize(Tensor input, Tensor boundaries, bool outInt32 = false, bool right = false) =>
        input.bucketize(boundaries, outInt32, right);
    /// <inheritdoc cref="Tensor.unique_consecutive(bool, bool, int?)"/>
    public static (Tensor output, Tensor? inverse_indices, Tensor? counts) unique_consecutive(Tensor input,
        bool return_inverse = false, bool return_counts = false, int? dim = null) =>
        input.unique_consecutive(return_inverse, return_counts, dim);

    /// <summary>
    /// Where each value would be put into a sorted sequence [..., n] (one for all values, or one for each row of
    /// values):
    /// before equal elements, or with <paramref name="right"/> behind them.
    /// </summary>
    public static Tensor searchsorted(Tensor sorted_sequence, Tensor values, bool out_int32 = false, bool right = false,
        Tensor sorter = null!)
    {
        if (sorted_sequence.Rank == 0
            || (sorted_sequence.Rank > 1
            && (values.Rank != sorted_sequence.Rank
            || !sorted_sequence._shape.AsSpan(..^1).SequenceEqual(values._shape.AsSpan(..^1)))))
            throw new ArgumentException(
                $"searchsorted: a sequence {Shapes.Text(sorted_sequence._shape)} and values " +
                $"{Shapes.Text(values._shape)} must agree but for the last dimension, or the sequence be a vector.");
        if (sorter is not null) sorted_sequence = sorted_sequence.gather(-1, sorter);
        var sequence = sorted_sequence.detach().unsqueeze(-2);
        var sought = values.detach().unsqueeze(-1);
        // NaN, of which no comparison is true, goes behind everything.
        var passed = (right ? sequence > sought : sequence >= sought).logical_not();
        var places = passed.sum(-1).view(values._shape);
        return out_int32 ? places.to(ScalarType.Int32) : places;
    }
}
