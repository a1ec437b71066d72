using ManagedTorch.Autograd;
using ManagedTorch.Core;
using ManagedTorch.Kernels;

namespace TorchSharp;

// Softmax, its logarithm and the log-sum-exp, along one dimension.
public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>exp(x) / Σ exp(x) along dim, shifted by the largest element so that nothing overflows.</summary>
        public Tensor softmax(long dim, ScalarType? dtype = null) => SoftmaxOps.Apply(this, dim, dtype, log: false);

        /// <summary>x - log Σ exp(x) along dim, without overflow.</summary>
        public Tensor log_softmax(long dim, ScalarType? dtype = null) => SoftmaxOps.Apply(this, dim, dtype, log: true);

        /// <summary>log Σ exp(x) along dim, without overflow.</summary>
        public Tensor logsumexp(long dim, bool keepdim = false) => SoftmaxOps.LogSumExp(this, dim, keepdim);
    }

    /// <inheritdoc cref="Tensor.softmax(long, ScalarType?)"/>
    public static Tensor softmax(Tensor input, int dim, ScalarType? dtype = null) => input.softmax(dim, dtype);

    /// <inheritdoc cref="Tensor.logsumexp(long, bool)"/>
    public static Tensor logsumexp(Tensor input, long dim, bool keepdim = false) => input.logsumexp(dim, keepdim);

    /// <summary>Functions under the names of <c>torch.special</c>.</summary>
    public static partial class special
    {
        /// <inheritdoc cref="Tensor.softmax(long, ScalarType?)"/>
        public static Tensor softmax(Tensor input, long dim, ScalarType? dtype = null) => input.softmax(dim, dtype);

        /// <inheritdoc cref="Tensor.log_softmax(long, ScalarType?)"/>
        public static Tensor log_softmax(Tensor input, long dim, ScalarType? dtype = null) =>
            input.log_softmax(dim, dtype);
    }
}

internal static class SoftmaxOps
{
    internal static torch.Tensor Apply(torch.Tensor x, long dim, torch.ScalarType? dtype, bool log)
    {
        var name = log ? "log_softmax" : "softmax";
        x = Prepare(name, x, dtype);
        var at = Shapes.Dim(name, dim, x.Rank);
        // The kernels work along rows: another dimension is brought to the end and back.
        if (x.Rank > 0 && at != x.Rank - 1) return Apply(x.transpose(at, -1), -1, null, log).transpose(at, -1);
        var source = x._contiguous ? x : x.contiguous();
        var y = torch.Tensor.NewLike(source);
        var (rows, columns) = Rows(x);
        Dispatch.Float(x._dtype, new ForwardWork(log, source, rows, columns, y));
        if (!x.ComputeRequiresGrad) return y;
        return y.SetGradFn(log ? new LogSoftmaxNode(x, y) : new SoftmaxNode(x, y));
    }

    internal static torch.Tensor LogSumExp(torch.Tensor x, long dim, bool keepdim)
    {
        x = Prepare("logsumexp", x, Dtypes.Floating(x._dtype));
        var at = Shapes.Dim("logsumexp", dim, x.Rank);
        if (x.Rank == 0) return x.clone();
        if (x._shape[at] == 0) return x.sum(dim: at, keepdim) + double.NegativeInfinity;
        var rowsLast = at == x.Rank - 1 ? x : x.transpose(at, -1);
        var source = rowsLast.contiguous();
        var y = torch.Tensor.New(x._dtype, [.. source._shape[..^1], 1]);
        var (rows, columns) = Rows(source);
        Dispatch.Float(x._dtype, new LogSumExpWork(source, rows, columns, y));
        if (rowsLast.ComputeRequiresGrad) y.SetGradFn(new LogSumExpNode(rowsLast, y));
        var kept = at == x.Rank - 1 ? y : y.transpose(at, -1);
        return keepdim ? kept : kept.squeeze(at);
    }

    private static torch.Tensor Prepare(string op, torch.Tensor x, torch.ScalarType? dtype)
    {
        var wanted = dtype ?? x._dtype;
        if (!wanted.IsFloatingPoint())
            throw new InvalidOperationException(
                $"{op}: the result of {wanted} has fractions; pass dtype: torch.float32 or convert first.");
        return x._dtype == wanted ? x : x.to(wanted);
    }

    internal static (int Rows, int Columns) Rows(torch.Tensor x)
    {
        var columns = x.Rank == 0 ? 1 : (int)x._shape[^1];
        return (columns == 0 ? 0 : x._count / columns, columns);
    }

    /// <summary>The gradient of the rows, from that of the result and the result.</summary>
    internal static torch.Tensor Gradient(bool log, torch.Tensor grad, torch.Tensor y)
    {
        grad = grad.contiguous();
        var result = torch.Tensor.NewLike(grad);
        Dispatch.Float(grad._dtype, new GradientWork(log, grad, y, result));
        return result;
    }

    private readonly struct ForwardWork(bool log, torch.Tensor x, int rows, int columns, torch.Tensor y) : IForFloat
    {
        void IForFloat.Run<T>()
        {
            if (log) Softmax.LogSoftmaxRows<T>(x.Values<T>(), rows, columns, y.Values<T>());
            else Softmax.SoftmaxRows<T>(x.Values<T>(), rows, columns, y.Values<T>());
        }
    }

    private readonly struct GradientWork(bool log, torch.Tensor grad, torch.Tensor y, torch.Tensor result) : IForFloat
    {
        void IForFloat.Run<T>()
        {
            var (rows, columns) = Rows(grad);
            if (log)
                Softmax.LogSoftmaxBackwardRows<T>(grad.Values<T>(), y.Values<T>(), rows, columns, result.Values<T>());
            else Softmax.SoftmaxBackwardRows<T>(grad.Values<T>(), y.Values<T>(), rows, columns, result.Values<T>());
        }
    }

    private readonly struct LogSumExpWork(torch.Tensor x, int rows, int columns, torch.Tensor y) : IForFloat
    {
        void IForFloat.Run<T>() => Softmax.LogSumExpRows<T>(x.Values<T>(), rows, columns, y.Values<T>());
    }
}

internal sealed class LogSoftmaxNode(torch.Tensor x, torch.Tensor y) : Node(x.GradientEdge)
{
    private SavedTensor _y = new(y);

    internal override string Name => "log_softmax";

    internal override int EdgeCount => 1;

    internal override void Backward(torch.Tensor grad)
    {
        var y = _y.Get(this);
        if (Engine.CreatesGraph)
        {
            AccumulateGrad(To0, grad - y.exp() * grad.sum(-1, keepdim: true));
            return;
        }
        AccumulateGrad(To0, SoftmaxOps.Gradient(log: true, grad, y));
    }

    internal override void ReleaseSaved() => _y.Release();
}

internal sealed class SoftmaxNode(torch.Tensor x, torch.Tensor y) : Node(x.GradientEdge)
{
    private SavedTensor _y = new(y);

    internal override string Name => "softmax";

    internal override int EdgeCount => 1;

    internal override void Backward(torch.Tensor grad)
    {
        var y = _y.Get(this);
        if (Engine.CreatesGraph)
        {
            AccumulateGrad(To0, (grad - (grad * y).sum(-1, keepdim: true)) * y);
            return;
        }
        AccumulateGrad(To0, SoftmaxOps.Gradient(log: false, grad, y));
    }

    internal override void ReleaseSaved() => _y.Release();
}

/// <summary>The gradient of a log-sum-exp is the softmax. A row of minus infinities has none.</summary>
internal sealed class LogSumExpNode(torch.Tensor x, torch.Tensor y) : Node(x.GradientEdge)
{
    private SavedTensor _x = new(x);
    private SavedTensor _y = new(y);

    internal override string Name => "logsumexp";

    internal override int EdgeCount => 1;

    internal override void Backward(torch.Tensor grad) =>
        AccumulateGrad(To0, grad * (_x.Get(this) - _y.Get(this)).exp());

    internal override void ReleaseSaved()
    {
        _x.Release();
        _y.Release();
    }
}
