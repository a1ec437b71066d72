using System.Numerics;
using ManagedTorch.Autograd;
using ManagedTorch.Core;
using static TorchSharp.torch;

namespace TorchSharp;

// Running sums.
public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>y[i] = x[0] + ... + x[i] along a dimension, in this order; float32 is kept in float64 on the way,
        /// as PyTorch does.</summary>
        public Tensor cumsum(long dim, ScalarType? type = null) => CumulativeOps.Sum(this, dim, type);

        /// <summary>y[i] = x[0] x ... x x[i] along a dimension, in this order; float32 is kept in float64 on the way,
        /// as PyTorch does.</summary>
        public Tensor cumprod(long dim, ScalarType? type = null) => CumulativeOps.Product(this, dim, type);

        /// <summary>The largest so far along a dimension, and where it is; of equals the last.</summary>
        public (Tensor values, Tensor indexes) cummax(long dim) =>
            CumulativeOps.MinMax("cummax", this, dim, largest: true);

        /// <summary>The smallest so far along a dimension, and where it is; of equals the last.</summary>
        public (Tensor values, Tensor indexes) cummin(long dim) =>
            CumulativeOps.MinMax("cummin", this, dim, largest: false);
    }

    /// <inheritdoc cref="Tensor.cumsum(long, ScalarType?)"/>
    public static Tensor cumsum(Tensor input, long dim, ScalarType? type = null) => input.cumsum(dim, type);
    /// <inheritdoc cref="Tensor.cumprod(long, ScalarType?)"/>
    public static Tensor cumprod(Tensor input, long dim, ScalarType? dtype = null) => input.cumprod(dim, dtype);
    /// <inheritdoc cref="Tensor.cummax(long)"/>
    public static (Tensor values, Tensor indices) cummax(Tensor input, long dim) => input.cummax(dim);
    /// <inheritdoc cref="Tensor.cummin(long)"/>
    public static (Tensor values, Tensor indices) cummin(Tensor input, long dim) => input.cummin(dim);
}

internal static class CumulativeOps
{
    internal static Tensor Sum(Tensor x, long dim, ScalarType? type)
    {
        var dtype = type ?? (x._dtype.IsFloatingPoint() ? x._dtype : ScalarType.Int64);
        if (x._dtype != dtype) x = x.to(dtype);
        var at = Shapes.Dim("cumsum", dim, x.Rank);
        if (x.Rank == 0) return x.clone();
        var y = Tensor.New(dtype, x._shape);
        var work = new Scan(x.detach().contiguous(), y, at, product: false);
        Dispatch.Number("cumsum", dtype, ref work);
        return x.ComputeRequiresGrad ? y.SetGradFn(new CumsumNode(x, at)) : y;
    }

    internal static Tensor Product(Tensor x, long dim, ScalarType? type)
    {
        var dtype = type ?? (x._dtype.IsFloatingPoint() ? x._dtype : ScalarType.Int64);
        if (x._dtype != dtype) x = x.to(dtype);
        var at = Shapes.Dim("cumprod", dim, x.Rank);
        if (x.Rank == 0) return x.clone();
        var y = Tensor.New(dtype, x._shape);
        var work = new Scan(x.detach().contiguous(), y, at, product: true);
        Dispatch.Number("cumprod", dtype, ref work);
        return x.ComputeRequiresGrad ? y.SetGradFn(new CumprodNode(x, at)) : y;
    }

    internal static (Tensor Values, Tensor Indices) MinMax(string op, Tensor x, long dim, bool largest)
    {
        var at = Shapes.Dim(op, dim, x.Rank);
        if (x.Rank == 0) return (x.clone(), zeros(Array.Empty<long>(), ScalarType.Int64));
        var indices = Tensor.New(ScalarType.Int64, x._shape);
        var work = new Best(x.detach().contiguous(), indices, at, largest);
        Dispatch.Number(op, x._dtype, ref work);
        return (x.gather(at, indices), indices);
    }

    /// <summary>Places along a dimension, and the distance from one to the next.</summary>
    private static (int Count, int Step) Along(Tensor x, int dim)
    {
        var step = 1;
        for (var d = dim + 1; d < x.Rank; d++) step *= (int)x._shape[d];
        return ((int)x._shape[dim], step);
    }

    /// <summary>
    /// y[i] = y[i - 1] + x[i] for every run along the dimension. As in PyTorch the running value of float32 is kept in
    /// float64 and rounded for each element: it would lose more with every term otherwise.
    /// </summary>
    private readonly struct Scan(Tensor x, Tensor y, int dim, bool product) : IForNumber
    {
        void IForNumber.Run<T>()
        {
            if (typeof(T) == typeof(float)) Along<float, double>();
            else Along<T, T>();
        }

        private void Along<T, TRunning>() where T : unmanaged, INumber<T> where TRunning : unmanaged, INumber<TRunning>
        {
            var (n, step) = CumulativeOps.Along(x, dim);
            ReadOnlySpan<T> from = x.Values<T>();
            var to = y.Values<T>();
            var running = new TRunning[step];
            for (var first = 0; first < to.Length; first += n * step)
            {
                Array.Fill(running, product ? TRunning.One : TRunning.Zero);
                for (var k = 0; k < n; k++)
                {
                    var source = from.Slice(first + k * step, step);
                    var target = to.Slice(first + k * step, step);
                    for (var c = 0; c < running.Length; c++)
                    {
                        var next = TRunning.CreateTruncating(source[c]);
                        running[c] = product ? running[c] * next : running[c] + next;
                        target[c] = T.CreateTruncating(running[c]);
                    }
                }
            }
        }
    }

    /// <summary>NaN is above and below everything.</summary>
    private readonly struct Best(Tensor x, Tensor indices, int dim, bool largest) : IForNumber
    {
        void IForNumber.Run<T>()
        {
            var (n, step) = Along(x, dim);
            ReadOnlySpan<T> from = x.Values<T>();
            var at = indices.Values<long>();
            for (var i = 0; i < at.Length; i++)
            {
                var place = i / step % n;
                if (place > 0)
                {
                    var known = from[i + ((int)at[i - step] - place) * step];
                    var better = largest ? from[i] >= known : from[i] <= known;
                    if (!better && !T.IsNaN(from[i])) place = (int)at[i - step];
                    else if (T.IsNaN(known) && !T.IsNaN(from[i])) place = (int)at[i - step];
                }
                at[i] = place;
            }
        }
    }
}

/// <summary>
/// The gradient of running products: every element is in all products from its place on, each without it. Where there
/// are no zeros that is the product over the element; with zeros the other factors are multiplied out.
/// </summary>
internal sealed class CumprodNode(Tensor x, int dim) : Node(x.GradientEdge)
{
    private SavedTensor _x = new(x);

    internal override string Name => "cumprod";

    internal override int EdgeCount => 1;

    internal override void Backward(Tensor grad)
    {
        var x = _x.Get(this);
        if (!Engine.CreatesGraph && !(bool)(x == 0).any())
        {
            AccumulateGrad(To0, (grad * x.cumprod(dim)).flip(dim).cumsum(dim).flip(dim) / x);
            return;
        }
        var n = x._shape[dim];
        var parts = new Tensor[n];
        for (var k = 0L; k < n; k++)
        {
            // The products from k on with element k left out.
            var factors =
                cat([x.narrow(dim, 0, k), ones_like(x.narrow(dim, k, 1)), x.narrow(dim, k + 1, n - k - 1)], dim);
            parts[k] = (grad * factors.cumprod(dim)).narrow(dim, k, n - k).sum(dim, keepdim: true);
        }
        AccumulateGrad(To0, cat(parts, dim));
    }

    internal override void ReleaseSaved() => _x.Release();
}

/// <summary>The gradient of a running sum is the running sum from the other end.</summary>
internal sealed class CumsumNode(Tensor x, int dim) : Node(x.GradientEdge)
{
    internal override string Name => "cumsum";

    internal override int EdgeCount => 1;

    internal override void Backward(Tensor grad) => AccumulateGrad(To0, grad.flip(dim).cumsum(dim).flip(dim));
}
