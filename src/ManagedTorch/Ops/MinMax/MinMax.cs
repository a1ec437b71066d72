using System.Numerics;
using ManagedTorch.Autograd;
using ManagedTorch.Core;
using static TorchSharp.torch;

namespace TorchSharp;

// Largest and smallest elements and where they are.
public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The largest element, or the largest along dim with the index of each.</summary>
        public Tensor max() => MinMaxOps.All(this, largest: true);
        /// <summary>The smallest element, or the smallest along dim with the index of each.</summary>
        public Tensor min() => MinMaxOps.All(this, largest: false);
        /// <summary>The largest element, or the largest along dim with the index of each.</summary>
        public (Tensor values, Tensor indexes) max(long dim, bool keepdim = false) =>
            MinMaxOps.Along(this, dim, keepdim, largest: true);
        /// <summary>The smallest element, or the smallest along dim with the index of each.</summary>
        public (Tensor values, Tensor indexes) min(long dim, bool keepdim = false) =>
            MinMaxOps.Along(this, dim, keepdim, largest: false);
        /// <summary>The index of the largest element, of the flattened tensor or along dim.</summary>
        public Tensor argmax() => flatten().argmax(0);
        /// <summary>The index of the smallest element, of the flattened tensor or along dim.</summary>
        public Tensor argmin() => flatten().argmin(0);
        /// <summary>The index of the largest element, of the flattened tensor or along dim.</summary>
        public Tensor argmax(long dim, bool keepdim = false) =>
            MinMaxOps.Along(detach(), dim, keepdim, largest: true).Indices;
        /// <summary>The index of the smallest element, of the flattened tensor or along dim.</summary>
        public Tensor argmin(long dim, bool keepdim = false) =>
            MinMaxOps.Along(detach(), dim, keepdim, largest: false).Indices;
        /// <summary>The largest elements over the dimensions, without indices.</summary>
        public Tensor amax(params long[] dims) => MinMaxOps.Over(this, dims, keepdim: false, largest: true);
        /// <summary>The largest elements over the dimensions, without indices.</summary>
        public Tensor amax(long[] dims, bool keepdim = false, Tensor? @out = null) =>
            MinMaxOps.Over(this, dims, keepdim, largest: true, @out);
        /// <summary>The largest elements over the dimensions, without indices.</summary>
        public Tensor amax(ReadOnlySpan<long> dims, bool keepdim = false, Tensor? @out = null) =>
            amax(dims.ToArray(), keepdim, @out);
        /// <summary>The smallest elements over the dimensions, without indices.</summary>
        public Tensor amin(params long[] dims) => MinMaxOps.Over(this, dims, keepdim: false, largest: false);
        /// <summary>The smallest elements over the dimensions, without indices.</summary>
        public Tensor amin(long[] dims, bool keepdim = false, Tensor? @out = null) =>
            MinMaxOps.Over(this, dims, keepdim, largest: false, @out);
        /// <summary>The smallest elements over the dimensions, without indices.</summary>
        public Tensor amin(ReadOnlySpan<long> dims, bool keepdim = false, Tensor? @out = null) =>
            amin(dims.ToArray(), keepdim, @out);
    }

    /// <inheritdoc cref="Tensor.max()"/>
    public static Tensor max(Tensor input) => input.max();
    /// <inheritdoc cref="Tensor.min()"/>
    public static Tensor min(Tensor input) => input.min();
    /// <inheritdoc cref="Tensor.max(long, bool)"/>
    public static (Tensor values, Tensor indexes) max(Tensor input, long dim, bool keepdim = false) =>
        input.max(dim, keepdim);
    /// <inheritdoc cref="Tensor.min(long, bool)"/>
    public static (Tensor values, Tensor indexes) min(Tensor input, long dim, bool keepdim = false) =>
        input.min(dim, keepdim);
    /// <inheritdoc cref="Tensor.argmax()"/>
    public static Tensor argmax(Tensor input) => input.argmax();
    /// <inheritdoc cref="Tensor.argmax(long, bool)"/>
    public static Tensor argmax(Tensor input, long dim, bool keepdim = false) => input.argmax(dim, keepdim);
    /// <inheritdoc cref="Tensor.argmin()"/>
    public static Tensor argmin(Tensor input) => input.argmin();
    /// <inheritdoc cref="Tensor.argmin(long, bool)"/>
    public static Tensor argmin(Tensor input, long dim, bool keepdim = false) => input.argmin(dim, keepdim);
    /// <inheritdoc cref="Tensor.amax(long[])"/>
    public static Tensor amax(Tensor input, long[] dims) => input.amax(dims);
    /// <inheritdoc cref="Tensor.amax(long[], bool, Tensor)"/>
    public static Tensor amax(Tensor input, long[] dims, bool keepdim = false, Tensor? @out = null) =>
        input.amax(dims, keepdim, @out);
    /// <inheritdoc cref="Tensor.amax(ReadOnlySpan{long}, bool, Tensor)"/>
    public static Tensor amax(Tensor input, ReadOnlySpan<long> dims, bool keepdim = false, Tensor? @out = null) =>
        input.amax(dims, keepdim, @out);
    /// <inheritdoc cref="Tensor.amin(long[], bool, Tensor)"/>
    public static Tensor amin(Tensor input, long[] dims, bool keepdim = false, Tensor? @out = null) =>
        input.amin(dims, keepdim, @out);
    /// <inheritdoc cref="Tensor.amin(ReadOnlySpan{long}, bool, Tensor)"/>
    public static Tensor amin(Tensor input, ReadOnlySpan<long> dims, bool keepdim = false, Tensor? @out = null) =>
        input.amin(dims, keepdim, @out);
}

internal static class MinMaxOps
{
    /// <summary>Along one dimension: the first of equal elements wins, NaN wins over all; its place takes the
    /// gradient.</summary>
    internal static (Tensor Values, Tensor Indices) Along(Tensor x, long dim, bool keepdim, bool largest)
    {
        var name = largest ? "max" : "min";
        var at = Shapes.Dim(name, dim, x.Rank);
        var shape = x.Rank == 0 ? x._shape : Shapes.With(x._shape, at, 1);
        if (x.Rank > 0 && x._shape[at] == 0)
            throw new InvalidOperationException(
                $"{name}: dimension {at} of shape {Shapes.Text(x._shape)} is empty and has no {name}.");
        var indices = Tensor.New(ScalarType.Int64, shape);
        var wide = x._dtype is ScalarType.Float32 or ScalarType.Float64 or ScalarType.Int64 ? x.detach()
            : Copy.Convert(x, ScalarType.Int64);
        var work = new Find(x.Rank == 0 ? wide.view(1) : wide, at, largest, indices);
        Dispatch.Number(name, wide._dtype, ref work);
        var values = x.gather(at, indices);
        return keepdim || x.Rank == 0 ? (values, indices) : (values.squeeze(at), indices.squeeze(at));
    }

    /// <summary>Over all elements; equal extremes share the gradient.</summary>
    internal static Tensor All(Tensor x, bool largest)
    {
        var name = largest ? "max" : "min";
        if (x._count == 0)
            throw new InvalidOperationException($"{name}: a tensor of shape {Shapes.Text(x._shape)} has no elements.");
        var y = Along(x.detach().reshape(-1), 0, false, largest).Values;
        return x.ComputeRequiresGrad
            ? y.SetGradFn(new MinMaxNode(x, y, name, new Axes(name, x, default), sharedByNaNs: true)) : y;
    }

    internal static Tensor Over(Tensor x, long[] dims, bool keepdim, bool largest, Tensor? into)
    {
        var y = Over(x, dims, keepdim, largest);
        return into is null ? y : into.copy_(y);
    }

    internal static Tensor Over(Tensor x, long[] dims, bool keepdim, bool largest)
    {
        var name = largest ? "amax" : "amin";
        var axes = new Axes(name, x, dims);
        var y = x.detach();
        for (var d = x.Rank - 1; d >= 0; d--)
            if (axes.Has(d)) y = Along(y, d, true, largest).Values;
        y = x.Rank == 0 ? y.clone() : y.reshape(axes.ResultShape(x._shape, keepdim)).contiguous();
        return x.ComputeRequiresGrad ? y.SetGradFn(new MinMaxNode(x, y, name, axes, sharedByNaNs: false)) : y;
    }

    private readonly struct Find(Tensor x, int dim, bool largest, Tensor indices) : IForNumber
    {
        public void Run<T>() where T : unmanaged, INumber<T>
        {
            var (step, n) = ((int)x._strides[dim], (int)x._shape[dim]);
            Span<long> work = stackalloc long[StridedIterator.WorkspaceLength(x.Rank)];
            var iterator =
                new StridedIterator(work, Shapes.With(x._shape, dim, 1),
                    new(Shapes.With(x._shape, dim, 1), x._strides));
            ReadOnlySpan<T> memory = x.Memory<T>();
            var output = indices.Values<long>();
            var o = 0;
            while (iterator.Next())
                for (var i = 0; i < iterator.Length; i++)
                {
                    var start = iterator.A + i * iterator.StepA;
                    var (best, at) = (memory[start], 0);
                    for (var k = 1; k < n && !T.IsNaN(best); k++)
                    {
                        var value = memory[start + k * step];
                        if (T.IsNaN(value) || (largest ? value > best : value < best)) (best, at) = (value, k);
                    }
                    output[o++] = at;
                }
        }
    }
}

/// <summary>Equal extremes share the gradient; NaNs share it only where PyTorch lets them (max, not amax).</summary>
internal sealed class MinMaxNode(Tensor x, Tensor y, string name, Axes axes, bool sharedByNaNs) : Node(x.GradientEdge)
{
    private SavedTensor _x = new(x);
    private SavedTensor _y = new(y);

    internal override string Name => name;

    internal override int EdgeCount => 1;

    internal override void Backward(Tensor grad)
    {
        var x = _x.Get(this);
        var shape = axes.ResultShape(x._shape, keepdim: true);
        var y = _y.Get(this).view(shape);
        var equal = x == y;
        var mask = (sharedByNaNs ? equal | (x.isnan() & y.isnan()) : equal).to(grad.dtype);
        var share = mask / SumTo(mask, shape);
        AccumulateGrad(To0, share * grad.view(shape));
    }

    private static Tensor SumTo(Tensor mask, long[] shape) => SumOps.SumTo(mask, shape);

    internal override void ReleaseSaved()
    {
        _x.Release();
        _y.Release();
    }
}
