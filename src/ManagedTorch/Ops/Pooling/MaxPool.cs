using System.Numerics;
using System.Runtime.CompilerServices;
using ManagedTorch.Autograd;
using ManagedTorch.Core;
using ManagedTorch.Kernels;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>Picks the largest element of every window of every plane [..., height, width]; threads take
/// planes.</summary>
internal static class MaxPool
{
    internal static (Tensor Values, Tensor Indices) Apply(string op, Tensor x, WindowAxis rows, WindowAxis columns)
    {
        long[] shape = [.. x._shape[..^2], rows.Count, columns.Count];
        var (values, indices) = (Tensor.New(x._dtype, shape), Tensor.New(ScalarType.Int64, shape));
        var work = new Pick(x._contiguous ? x : x.detach().contiguous(), values, indices, rows, columns);
        Dispatch.Number(op, x._dtype, ref work);
        return (x.ComputeRequiresGrad ? values.SetGradFn(new MaxPoolNode(op, x, indices)) : values, indices);
    }

    private readonly struct Pick(Tensor x, Tensor values, Tensor indices, WindowAxis rows, WindowAxis columns)
        : IForNumber
    {
        public void Run<T>() where T : unmanaged, INumber<T>
        {
            var (source, best, where, down, across) = (x, values, indices, rows, columns);
            var (plane, places) = (down.Size * across.Size, down.Count * across.Count);
            if (plane == 0 || places == 0) return;
            ThreadPoolWork.For(where._count / places, 1 + (1 << 14) / plane, (start, end) =>
            {
                for (var p = start; p < end; p++)
                    Plane(down, across, source.Values<T>().Slice(p * plane, plane),
                        best.Values<T>().Slice(p * places, places), where.Values<long>().Slice(p * places, places));
            });
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void Plane<T>(WindowAxis rows, WindowAxis columns, ReadOnlySpan<T> plane, Span<T> values,
            Span<long> indices) where T : unmanaged, INumber<T>
        {
            var (width, stepH, stepW, at) = (columns.Size, rows.Step, columns.Step, 0);
            int[] lefts = columns.Start, rights = columns.End;
            for (var i = 0; i < rows.Count; i++)
            {
                var (top, bottom) = (rows.Start[i], rows.End[i]);
                for (var j = 0; j < lefts.Length; j++)
                {
                    var (left, right) = (lefts[j], rights[j]);
                    var best = top * width + left;
                    for (var h = top; h < bottom; h += stepH)
                        for (var w = left; w < right; w += stepW)
                        {
                            var (value, place) = (plane[h * width + w], h * width + w);
                            // Which one is larger nobody can foretell: a mask costs less than a branch.
                            var larger = (value > plane[best]) | T.IsNaN(value);
                            best ^= (best ^ place) & -Unsafe.BitCast<bool, byte>(larger);
                        }
                    (values[at], indices[at]) = (plane[best], best);
                    at++;
                }
            }
        }
    }

    /// <summary>Planes of zeros with every gradient added where its value was picked.</summary>
    internal static Tensor Unpick(long[] shape, Tensor grad, Tensor indices)
    {
        var x = Tensor.New(grad._dtype, shape);
        var work = new Put(x, grad.contiguous(), indices);
        Dispatch.Number("max_pool2d", grad._dtype, ref work);
        return x;
    }

    private readonly struct Put(Tensor x, Tensor grad, Tensor indices) : IForNumber
    {
        public void Run<T>() where T : unmanaged, INumber<T>
        {
            var (target, source, where) = (x, grad, indices);
            var (plane, places) =
                ((int)(target._shape[^2] * target._shape[^1]), (int)(source._shape[^2] * source._shape[^1]));
            if (plane == 0) return;
            ThreadPoolWork.For(target._count / plane, 1 + (1 << 14) / plane, (start, end) =>
            {
                for (var p = start; p < end; p++)
                {
                    var to = target.Values<T>().Slice(p * plane, plane);
                    to.Clear();
                    var from = source.Values<T>().Slice(p * places, places);
                    var at = where.Values<long>().Slice(p * places, places);
                    for (var i = 0; i < at.Length; i++) to[(int)at[i]] += from[i];
                }
            });
        }
    }
}

internal sealed class MaxPoolNode(string name, Tensor x, Tensor indices) : Node(x.GradientEdge)
{
    private readonly long[] _shape = x._shape;
    private SavedTensor _indices = new(indices);

    internal override string Name => name;

    internal override int EdgeCount => 1;

    internal override void Backward(Tensor grad)
    {
        var indices = _indices.Get(this);
        if (!Engine.CreatesGraph)
        {
            AccumulateGrad(To0, MaxPool.Unpick(_shape, grad, indices));
            return;
        }
        long[] planes = [.. _shape[..^2], _shape[^2] * _shape[^1]],
            places = [.. _shape[..^2], indices._shape[^2] * indices._shape[^1]];
        AccumulateGrad(To0,
            zeros(planes, grad._dtype).scatter_add(-1, indices.reshape(places), grad.reshape(places)).view(_shape));
    }

    internal override void ReleaseSaved() => _indices.Release();
}
