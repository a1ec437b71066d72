using ManagedTorch.Autograd;
using ManagedTorch.Core;
using ManagedTorch.Kernels;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>
/// Sums over dimensions, each by a fixed tree that depends on the logical shape alone: trailing dimensions by that of
/// <see cref="ReductionKernel"/>, others by that of <see cref="ColumnSum"/>. A strided tensor therefore sums to the
/// same bits as its contiguous copy.
/// </summary>
internal static class SumOps
{
    internal static Tensor Sum(Tensor x, ReadOnlySpan<long> dims, bool keepdim, ScalarType? type)
    {
        var dtype = type ?? (x._dtype.IsFloatingPoint() ? x._dtype : ScalarType.Int64);
        if (x._dtype != dtype) x = x.to(dtype);
        // Small integers are summed as large ones: the low bits are the same.
        if (dtype is ScalarType.Int32 or ScalarType.Int16 or ScalarType.Int8)
            return Sum(x, dims, keepdim, ScalarType.Int64).to(dtype);
        var axes = new Axes("sum", x, dims);
        var y = Reduce(x, axes, keepdim);
        return x.ComputeRequiresGrad ? y.SetGradFn(new SumNode(x, axes, 1)) : y;
    }

    internal static Tensor Mean(Tensor x, ReadOnlySpan<long> dims, bool keepdim, ScalarType? type)
    {
        if (type is { } wanted && wanted != x._dtype) x = x.to(wanted);
        if (!x._dtype.IsFloatingPoint())
            throw new InvalidOperationException(
                $"mean: the mean of {x._dtype} has fractions; convert to float32 first.");
        var axes = new Axes("mean", x, dims);
        var y = Reduce(x, axes, keepdim);
        double n = axes.Reduced(x._shape);
        BinaryElementwise.ApplyScalar<Div>(y, n, y);
        return x.ComputeRequiresGrad ? y.SetGradFn(new SumNode(x, axes, n)) : y;
    }

    /// <summary>The gradient of an operand that was broadcast: summed over the dimensions it was repeated
    /// along.</summary>
    internal static Tensor SumTo(Tensor grad, long[] shape)
    {
        if (Shapes.Same(grad._shape, shape)) return grad;
        var extra = grad.Rank - shape.Length;
        Span<long> dims = stackalloc long[grad.Rank];
        var n = 0;
        for (var i = 0; i < grad.Rank; i++)
            if (i < extra || (shape[i - extra] == 1 && grad._shape[i] != 1)) dims[n++] = i;
        var sum = n == 0 ? grad : Sum(grad, dims[..n], keepdim: true, null);
        return extra == 0 ? sum : sum.view(shape);
    }

    private static Tensor Reduce(Tensor x, Axes axes, bool keepdim)
    {
        var shape = axes.ResultShape(x._shape, keepdim);
        var source = x._contiguous ? x : x.contiguous();
        var y = Tensor.New(x._dtype, shape);
        if (x._dtype == ScalarType.Int64) RunLong(source, axes, y.Values<long>());
        else if (x._dtype.IsFloatingPoint()) Dispatch.Float(x._dtype, new Work(source, axes, y));
        else
            throw new NotSupportedException(x._dtype == ScalarType.Byte
                ? "sum: cannot sum into Byte. Did you write sum(0)? In C# a literal 0 also means the dtype Byte; " +
                "write sum(dim: 0)."
                : $"sum: cannot sum into {x._dtype}; use float32, float64 or int64.");
        return y;
    }

    private readonly struct Work(Tensor x, Axes axes, Tensor y) : IForFloat
    {
        void IForFloat.Run<T>() => SumOps.Run(x, axes, y.Values<T>());
    }

    private static void Run<T>(Tensor x, Axes axes, Span<T> y) where T : unmanaged
    {
        ReadOnlySpan<T> values = x.Values<T>();
        if (axes.All)
        {
            y[0] = ReductionKernel.Sum(values);
            return;
        }
        // Innermost run of neighboring dimensions first; every pass leaves a smaller contiguous array.
        Span<long> shape = stackalloc long[x.Rank];
        x._shape.CopyTo(shape);
        for (var end = x.Rank; axes.LastRun(ref end, out var start); end = start)
        {
            var (outer, n, inner) = Around(shape, start, end);
            var target = axes.AnyBefore(start) ? new T[outer * inner] : y;
            if (inner == 1) ReductionKernel.SumRows(values, outer, n, target);
            else
                for (var i = 0; i < outer; i++)
                    ColumnSum.SumCols(values.Slice(i * n * inner, n * inner), n, inner, target.Slice(i * inner, inner));
            shape[start..end].Fill(1);
            values = target;
        }
    }

    /// <summary>Elements before, in and after the dimensions [start, end).</summary>
    private static (int Outer, int N, int Inner) Around(ReadOnlySpan<long> shape, int start, int end)
    {
        var (outer, n, inner) = (1L, 1L, 1L);
        for (var i = 0; i < shape.Length; i++)
        {
            if (i < start) outer *= shape[i];
            else if (i < end) n *= shape[i];
            else inner *= shape[i];
        }
        return ((int)outer, (int)n, (int)inner);
    }

    private static void RunLong(Tensor x, Axes axes, Span<long> y)
    {
        // Integers add in any order: scatter every element to its result.
        y.Clear();
        var strides = axes.ResultStrides(x._shape);
        Span<long> work = stackalloc long[StridedIterator.WorkspaceLength(x.Rank)];
        var iterator = new StridedIterator(work, x._shape, new(x._shape, x._strides), new(x._shape, strides));
        ReadOnlySpan<long> values = x.Memory<long>();
        while (iterator.Next())
            for (var i = 0; i < iterator.Length; i++)
                y[iterator.B + i * iterator.StepB] += values[iterator.A + i * iterator.StepA];
    }
}

/// <summary>The gradient of a sum (divided by a number, for the mean): every element gets the sum's.</summary>
internal sealed class SumNode(Tensor x, Axes axes, double divisor) : Node(x.GradientEdge)
{
    private readonly long[] _shape = x._shape;

    internal override string Name => divisor == 1 ? "sum" : "mean";

    internal override int EdgeCount => 1;

    internal override void Backward(Tensor grad)
    {
        if (divisor != 1) grad = grad / divisor;
        AccumulateGrad(To0, grad.view(axes.ResultShape(_shape, keepdim: true)).expand(_shape, false));
    }
}
