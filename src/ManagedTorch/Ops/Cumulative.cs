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
        /// <summary>y[i] = x[0] + ... + x[i] along a dimension, in this order.</summary>
        public Tensor cumsum(long dim, ScalarType? type = null) => CumulativeOps.Sum(this, dim, type);
    }

    public static Tensor cumsum(Tensor input, long dim, ScalarType? type = null) => input.cumsum(dim, type);
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
        var work = new Run(x.detach().contiguous(), y, at);
        Dispatch.Number("cumsum", dtype, ref work);
        return x.Tracks ? y.MadeBy(new CumsumNode(x, at)) : y;
    }

    private readonly struct Run(Tensor x, Tensor y, int dim) : IForNumber
    {
        void IForNumber.Run<T>()
        {
            var (n, inner) = ((int)x._shape[dim], 1);
            for (var d = dim + 1; d < x.Rank; d++) inner *= (int)x._shape[d];
            ReadOnlySpan<T> from = x.Values<T>();
            var to = y.Values<T>();
            for (var i = 0; i < to.Length; i++)
                to[i] = i / inner % n == 0 ? from[i] : to[i - inner] + from[i];
        }
    }
}

/// <summary>The gradient of a running sum is the running sum from the other end.</summary>
internal sealed class CumsumNode(Tensor x, int dim) : Node(x.Edge)
{
    internal override string Name => "cumsum";

    internal override int EdgeCount => 1;

    internal override void Backward(Tensor grad) => Send(To0, grad.flip(dim).cumsum(dim).flip(dim));
}
