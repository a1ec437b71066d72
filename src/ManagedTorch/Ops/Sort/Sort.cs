using System.Numerics;
using ManagedTorch.Core;
using ManagedTorch.Kernels;
using static TorchSharp.torch;

namespace TorchSharp;

// Order: sorting, the k largest, and where they were. Equal elements keep their order; NaN counts as the largest.
public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The elements along dim in order, with the index of each; equal elements keep their order.</summary>
        public (Tensor Values, Tensor Indices) sort(long dim = -1, bool descending = false, bool stable = false) =>
            SortOps.Sort(this, dim, descending);

        /// <summary>The indices that sort the elements along dim; equal elements keep their order.</summary>
        public Tensor argsort(long dim = -1, bool descending = false) => SortOps.Order(this, dim, descending);

        /// <summary>The k largest (or smallest) elements along dim in order, with the index of each.</summary>
        public (Tensor values, Tensor indexes) topk(int k, int dim = -1, bool largest = true, bool sorted = true)
        {
            var at = Shapes.Dim("topk", dim, Rank);
            var size = Rank == 0 ? 1 : _shape[at];
            if (k < 0 || k > size)
                throw new ArgumentOutOfRangeException(nameof(k),
                    $"topk: k {k} does not fit dimension {at} of shape {Shapes.Text(_shape)}.");
            var order = SortOps.Order(this, dim, largest);
            var indices = Rank == 0 ? order : order.narrow(at, 0, k).contiguous();
            return (gather(at, indices), indices);
        }

        /// <summary>The middle element of all, the lower of two; NaN if one is NaN or there is none. Equal elements
        /// share the gradient.</summary>
        public Tensor median()
        {
            if (_count == 0 && !_dtype.IsFloatingPoint())
                throw new ArgumentException($"median: a tensor of shape {Shapes.Text(_shape)} has no elements.");
            if (_count == 0) return sum() + double.NaN;
            var sorted = detach().reshape(-1).sort().Values;
            var y = (sorted[-1].isnan().item<bool>() ? sorted[-1] : sorted[(_count - 1) / 2]).clone();
            return ComputeRequiresGrad
                ? y.SetGradFn(new MinMaxNode(this, y, "median", new Axes("median", this, default), sharedByNaNs: true))
                : y;
        }
    }

    /// <inheritdoc cref="Tensor.sort(long, bool, bool)"/>
    public static (Tensor values, Tensor indices) sort(Tensor input, long dim = -1, bool descending = false,
        bool stable = false) => input.sort(dim, descending, stable);
    /// <inheritdoc cref="Tensor.argsort(long, bool)"/>
    public static Tensor argsort(Tensor input, long dim = -1, bool descending = false) =>
        input.argsort(dim, descending);
    /// <inheritdoc cref="Tensor.topk(int, int, bool, bool)"/>
    public static (Tensor values, Tensor indices) topk(Tensor tensor, int k, int dim = -1, bool largest = true,
        bool sorted = true) => tensor.topk(k, dim, largest, sorted);
    /// <inheritdoc cref="Tensor.median()"/>
    public static Tensor median(Tensor input) => input.median();
}

internal static class SortOps
{
    internal static (Tensor Values, Tensor Indices) Sort(Tensor x, long dim, bool descending)
    {
        var order = Order(x, dim, descending);
        return (x.gather(Shapes.Dim("sort", dim, x.Rank), order), order);
    }

    internal static Tensor Order(Tensor x, long dim, bool descending)
    {
        var at = Shapes.Dim("sort", dim, x.Rank);
        if (x.Rank == 0) return zeros(Array.Empty<long>(), ScalarType.Int64);
        var last = x.detach().transpose(at, -1).contiguous();
        if (!last._dtype.IsFloatingPoint() && last._dtype != ScalarType.Int64)
            last = Copy.Convert(last, ScalarType.Int64);
        var y = Tensor.New(ScalarType.Int64, last._shape);
        var work = new Rows(last, y, descending);
        Dispatch.Number("sort", last._dtype, ref work);
        return y.transpose(at, -1).contiguous();
    }

    private readonly struct Rows(Tensor x, Tensor y, bool descending) : IForNumber
    {
        public void Run<T>() where T : unmanaged, INumber<T>
        {
            var n = (int)x._shape[^1];
            if (n == 0) return;
            var sorter = new RadixOrder(n);
            ReadOnlySpan<T> values = x.Values<T>();
            var order = y.Values<long>();
            for (var start = 0; start < values.Length; start += n)
            {
                var places = sorter.Of(values.Slice(start, n), descending);
                for (var i = 0; i < n; i++) order[start + i] = places[i];
            }
        }
    }
}
