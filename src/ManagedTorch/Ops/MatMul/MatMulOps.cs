using ManagedTorch.Autograd;
using ManagedTorch.Core;
using ManagedTorch.Kernels;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>Matrix products on any layout: a transposed operand is read in place, any other layout is copied
/// first.</summary>
internal static class MatMulOps
{
    internal static ArgumentException Mismatch(string op, Tensor a, Tensor b, string need) =>
        new($"{op}: shapes {Shapes.Text(a._shape)} and {Shapes.Text(b._shape)} cannot be multiplied: {need}.");

    /// <summary>beta x + alpha product; of a beta of 0 nothing is left, were x not a number.</summary>
    internal static Tensor Plus(Tensor x, float beta, Tensor product, float alpha)
    {
        if (alpha != 1) product = product * alpha;
        if (beta != 0) return (beta == 1 ? x : x * beta) + product;
        return x.ComputeRequiresGrad ? x.masked_fill(ones_like(x, ScalarType.Bool), 0) + product : product;
    }

    internal static Tensor MatMul(Tensor a, Tensor b)
    {
        if (a._dtype != b._dtype)
            throw new InvalidOperationException(
                $"matmul: operands have dtypes {a._dtype} and {b._dtype}; convert one with to(...).");
        if (a.Rank == 0 || b.Rank == 0) throw Mismatch("matmul", a, b, "both need at least one dimension");
        if (a.Rank == 1 && b.Rank == 1) return Dot(a, b);
        if (a.Rank == 1) return MatMul(a.unsqueeze(0), b).squeeze(-2);
        if (b.Rank == 1) return MatMul(a, b.unsqueeze(1)).squeeze(-1);
        if (a._shape[^1] != b._shape[^2])
            throw Mismatch("matmul", a, b,
                $"the last size of the first ({a._shape[^1]}) must equal the second-last of the " +
                $"second ({b._shape[^2]})");
        // A batch of row vectors times one matrix is one large product.
        if (a.Rank > 2 && b.Rank == 2)
            return MatMul(a.reshape(Shapes.Count(a._shape.AsSpan(..^1)), a._shape[^1]), b)
                .view([.. a._shape[..^1], b._shape[1]]);
        var y = a.Rank == 2 && b.Rank == 2 ? Product(a, b) : BatchProduct(a, b);
        return a.ComputeRequiresGrad || b.ComputeRequiresGrad ? y.SetGradFn(new MatMulNode(a, b)) : y;
    }

    /// <summary>One number: of long vectors by the tree of sums, so that it is as close as they are.</summary>
    private static Tensor Dot(Tensor a, Tensor b) =>
        a._dtype.IsFloatingPoint() && a._shape[0] == b._shape[0] && a._shape[0] > ReductionKernel.Block
            ? (a * b).sum() : MatMul(a.unsqueeze(0), b.unsqueeze(1)).view();

    /// <summary>[n, k] x [k, m], outside the graph.</summary>
    internal static Tensor Product(Tensor a, Tensor b)
    {
        var y = Tensor.New(a._dtype, [a._shape[0], b._shape[1]]);
        Product(a, b, y, accumulate: false);
        return y;
    }

    /// <summary>Writes or adds the product to a contiguous <paramref name="y"/>.</summary>
    internal static void Product(Tensor a, Tensor b, Tensor y, bool accumulate)
    {
        if (a._dtype.IsFloatingPoint() && a._shape[1] > TallProduct.Longest) TallProduct.Write(a, b, y, accumulate);
        else RunningProduct(a, b, y, accumulate);
    }

    /// <summary>The same in the order of k, in one running sum.</summary>
    internal static void RunningProduct(Tensor a, Tensor b, Tensor y, bool accumulate)
    {
        var left = new Matrix(a);
        var right = new Matrix(b);
        var (n, m, k) = ((int)a._shape[0], (int)b._shape[1], (int)a._shape[1]);
        if (a._dtype.IsFloatingPoint())
            Dispatch.Float(a._dtype, new ProductWork(left, right, (n, m, k), y, accumulate));
        else LongProduct(a, b, y, accumulate);
    }

    private readonly struct ProductWork(
        Matrix left, Matrix right, (int N, int M, int K) size, Tensor y, bool accumulate) : IForFloat
    {
        void IForFloat.Run<T>() => Gemm.Multiply<T>(
            left.Transposed, right.Transposed, size.N, size.M, size.K, left.Source.Memory<T>(), left.Step,
            right.Source.Memory<T>(), right.Step, y.Values<T>(), size.M, accumulate);
    }

    private readonly struct BatchWork(int count, Matrix left, Matrix right, (int N, int M, int K) size, Tensor y)
        : IForFloat
    {
        void IForFloat.Run<T>() => Gemm.Batched<T>(
            count, left.Transposed, right.Transposed, size.N, size.M, size.K, left.Source.Memory<T>(), left.Step,
            left.Source._strides[0], right.Source.Memory<T>(), right.Step, right.Source._strides[0],
            y.Values<T>(), size.M, (long)size.N * size.M, accumulate: false);
    }

    private static Tensor BatchProduct(Tensor a, Tensor b)
    {
        var batch = Shapes.Broadcast("matmul", a._shape[..^2], b._shape[..^2]);
        var (n, k, m) = ((int)a._shape[^2], (int)a._shape[^1], (int)b._shape[^1]);
        var y = Tensor.New(a._dtype, [.. batch, n, m]);
        if (y._count == 0) return y;
        var left = new Matrix(Flat(a, batch, n, k));
        var right = new Matrix(Flat(b, batch, k, m));
        var count = Shapes.Count(batch);
        if (a._dtype.IsFloatingPoint()) Dispatch.Float(a._dtype, new BatchWork(count, left, right, (n, m, k), y));
        else
            for (var i = 0; i < count; i++)
                LongProduct(left.Source.select(0, i), right.Source.select(0, i),
                    y.Share([n, m], [m, 1], i * n * m, n * m), accumulate: false);
        return y;
    }

    /// <summary>As [batch, rows, columns]; repeated batches are not copied if one dimension describes them.</summary>
    private static Tensor Flat(Tensor x, long[] batch, long rows, long columns)
    {
        var outside = x.detach();
        if (batch.Length == 1) return outside.expand([batch[0], rows, columns], false);
        return outside.expand([.. batch, rows, columns], false).reshape(Shapes.Count(batch), rows, columns);
    }

    private static void LongProduct(Tensor a, Tensor b, Tensor y, bool accumulate)
    {
        if (a._dtype != ScalarType.Int64)
            throw new NotSupportedException(
                $"matmul: dtype {a._dtype} is not supported; convert to float32, float64 or int64.");
        ReadOnlySpan<long> x1 = a.contiguous().Values<long>(), x2 = b.contiguous().Values<long>();
        var z = y.Values<long>();
        var (n, k, m) = ((int)a._shape[0], (int)a._shape[1], (int)b._shape[1]);
        if (!accumulate) z.Clear();
        for (var i = 0; i < n; i++)
            for (var p = 0; p < k; p++)
                for (var j = 0; j < m; j++) z[i * m + j] += x1[i * k + p] * x2[p * m + j];
    }

    /// <summary>Matrices as the kernel reads them: rows one after another with a step, or the transpose of
    /// that.</summary>
    private readonly struct Matrix
    {
        internal readonly Tensor Source;
        internal readonly bool Transposed;
        internal readonly int Step;

        internal Matrix(Tensor x)
        {
            var (rows, columns, rowStep, columnStep) = (x._shape[^2], x._shape[^1], x._strides[^2], x._strides[^1]);
            Source = x;
            if ((columnStep == 1 || columns == 1) && (rowStep >= columns || rows == 1))
                Step = (int)Math.Max(rowStep, columns);
            else if ((rowStep == 1 || rows == 1) && (columnStep >= rows || columns == 1))
                (Transposed, Step) = (true, (int)Math.Max(columnStep, rows));
            else (Source, Step) = (x.detach().contiguous(), (int)columns);
        }
    }
}

internal sealed class MatMulNode(Tensor a, Tensor b) : Node(a.GradientEdge, b.GradientEdge)
{
    private readonly bool _keepsA = b.RequiresGrad, _keepsB = a.RequiresGrad;
    private readonly long[] _shapeA = a._shape, _shapeB = b._shape;
    private SavedTensor _a = b.RequiresGrad ? new SavedTensor(a) : default;
    private SavedTensor _b = a.RequiresGrad ? new SavedTensor(b) : default;

    internal override string Name => "matmul";

    internal override int EdgeCount => 2;

    internal override void Backward(Tensor grad)
    {
        if (_keepsB && NeedsInputGrad(To0)) AccumulateGrad(To0, SumOps.SumTo(grad.matmul(_b.Get(this).mT), _shapeA));
        if (_keepsA && NeedsInputGrad(To1)) AccumulateGrad(To1, SumOps.SumTo(_a.Get(this).mT.matmul(grad), _shapeB));
    }

    internal override void ReleaseSaved()
    {
        _a.Release();
        _b.Release();
    }
}
