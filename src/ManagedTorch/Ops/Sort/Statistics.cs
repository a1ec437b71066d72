using ManagedTorch.Core;

namespace TorchSharp;

// Products, quantiles, distinct values.
public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The product of all elements, or along dim.</summary>
        public Tensor prod(ScalarType? type = null) => reshape(-1).prod(0L, false, type);

        /// <summary>The product of all elements, or along dim.</summary>
        public Tensor prod(long dim, bool keepdim = false, ScalarType? type = null)
        {
            var dtype = type ?? (_dtype.IsFloatingPoint() ? _dtype : ScalarType.Int64);
            var x = to(dtype);
            if (Rank == 0) return x.clone();
            var at = Shapes.Dim("prod", dim, Rank);
            // Halves are multiplied until one slice is left: few operations, and right where there are zeros.
            var n = _shape[at];
            if (n == 0) x = x.sum(dim: at, keepdim: true, dtype) + 1; // in the graph, as any other product
            if (n == 1) x = x.clone();
            while (n > 1)
            {
                var half = n / 2;
                var y = x.narrow(at, 0, half) * x.narrow(at, half, half);
                x = n % 2 == 0 ? y : torch.cat([y, x.narrow(at, n - 1, 1)], at);
                n = half + n % 2;
            }
            return keepdim ? x : x.squeeze(at);
        }

        /// <summary>Quantiles by linear interpolation between the sorted elements; the quantiles' dimension comes
        /// first.</summary>
        public Tensor quantile(Tensor q, long dim = -1, bool keepdim = false)
        {
            if (q._dtype != _dtype || !_dtype.IsFloatingPoint())
                throw new InvalidOperationException(
                    $"quantile: both tensors must be of one floating-point dtype, they are {_dtype} and {q._dtype}.");
            if (_count == 0)
                throw new ArgumentException($"quantile: a tensor of shape {Shapes.Text(_shape)} has no elements.");
            var at = Shapes.Dim("quantile", dim, Rank);
            if (Rank == 0) return reshape(1).quantile(q, 0);
            var sorted = sort(at).Values.movedim([at], [0]);
            var n = sorted._shape[0];
            var results = new List<Tensor>();
            foreach (var value in q.to(ScalarType.Float64).data<double>().ToArray())
            {
                if (!(value >= 0 && value <= 1))
                    throw new ArgumentOutOfRangeException(nameof(q), $"quantile: {value} must lie in [0, 1].");
                var place = value * (n - 1);
                var below = (long)Math.Floor(place);
                var (low, high) = (sorted.select(0, below), sorted.select(0, Math.Min(below + 1, n - 1)));
                var y = place == below ? low : low + (high - low) * (place - below);
                // One NaN, sorted last, makes all quantiles NaN.
                var last = sorted.select(0, n - 1);
                y = torch.where(last.detach().isnan(), last, y);
                results.Add(keepdim ? y.unsqueeze(at) : y);
            }
            return q.Rank == 0 ? results[0] : torch.stack(results, 0);
        }

        /// <summary>The standard deviation and the mean, of all elements or along dim.</summary>
        public (Tensor std, Tensor mean) std_mean(bool unbiased = true) => (std(unbiased), mean());
        /// <summary>The standard deviation and the mean, of all elements or along dim.</summary>
        public (Tensor std, Tensor mean) std_mean(long dim, bool unbiased = true, bool keepdim = false,
            ScalarType? type = null) =>
            (std(dim, unbiased, keepdim, type), mean([dim], keepdim, type));
        /// <summary>The variance and the mean, of all elements or along dim.</summary>
        public (Tensor var, Tensor mean) var_mean(bool unbiased = true) => (this.var(unbiased), mean());
        /// <summary>The variance and the mean, of all elements or along dim.</summary>
        public (Tensor var, Tensor mean) var_mean(long dim, bool unbiased = true, bool keepdim = false,
            ScalarType? type = null) =>
            (this.var(dim, unbiased, keepdim, type), mean([dim], keepdim, type));

        /// <summary>The distinct elements in ascending order, where each element went, and how many there are of
        /// each.</summary>
        public (Tensor output, Tensor? inverse_indices, Tensor? counts) unique(bool sorted = true,
            bool return_inverse = false, bool return_counts = false, int? dim = null)
        {
            if (dim is not null)
                throw new NotSupportedException(
                    "unique: distinct slices along a dimension are not supported; flatten first.");
            var (values, order) = detach().reshape(-1).sort(0);
            var first = _count == 0
                ? torch.zeros(0, ScalarType.Bool)
                : torch.cat(
                    [torch.ones(1, ScalarType.Bool),
                        values.narrow(0, 1, _count - 1).ne(values.narrow(0, 0, _count - 1))]);
            var group = first.cumsum(0) - 1;
            var output = values.index(first);
            return (output,
                return_inverse ? torch.zeros(_count, ScalarType.Int64).scatter(0, order, group).view(_shape) : null,
                return_counts ? group.bincount(null, output._count) : null);
        }
    }

    /// <inheritdoc cref="Tensor.prod(ScalarType?)"/>
    public static Tensor prod(Tensor input, ScalarType? type = null) => input.prod(type);
    /// <inheritdoc cref="Tensor.prod(long, bool, ScalarType?)"/>
    public static Tensor prod(Tensor input, long dim, bool keepdim = false, ScalarType? type = null) =>
        input.prod(dim, keepdim, type);
    /// <inheritdoc cref="Tensor.std_mean(bool)"/>
    public static (Tensor std, Tensor mean) std_mean(Tensor input, bool unbiased = true) => input.std_mean(unbiased);
    /// <inheritdoc cref="Tensor.var_mean(bool)"/>
    public static (Tensor var, Tensor mean) var_mean(Tensor input, bool unbiased = true) => input.var_mean(unbiased);
    /// <inheritdoc cref="Tensor.unique(bool, bool, bool, int?)"/>
    public static (Tensor output, Tensor? inverse_indices, Tensor? counts) unique(Tensor input, bool sorted = true,
        bool return_inverse = false, bool return_counts = false, int? dim = null) =>
        input.unique(sorted, return_inverse, return_counts, dim);
}
