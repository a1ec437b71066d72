using ManagedTorch.Autograd;
using ManagedTorch.Core;
using ManagedTorch.Kernels;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>log_softmax(logits)[..., target] as one node that keeps the logits and two numbers per row.</summary>
internal static class TokenLogpsOps
{
    /// <summary>Logits [..., classes] and targets [...] in int64 give log-probabilities [...].</summary>
    internal static Tensor Apply(Tensor logits, Tensor targets)
    {
        if (logits.Rank == 0 || !logits._shape.AsSpan(..^1).SequenceEqual(targets._shape))
            throw new ArgumentException(
                $"token log-probabilities: logits {Shapes.Text(logits._shape)} ([..., classes]) and " +
                $"targets {Shapes.Text(targets._shape)} ([...]) do not fit.");
        if (targets._dtype != ScalarType.Int64)
            throw new InvalidOperationException(
                $"token log-probabilities: targets must be int64, these are {targets._dtype}; convert them with " +
                "to(torch.int64).");
        if (logits._dtype is not (ScalarType.Float32 or ScalarType.Float64) || logits._count == 0)
            return logits.log_softmax(-1).gather(-1, targets.unsqueeze(-1)).squeeze(-1);
        Tensor x = logits.contiguous(), index = targets.contiguous();
        Tensor y = Tensor.New(x._dtype, targets._shape), max = Tensor.NewLike(y), log = Tensor.NewLike(y);
        Dispatch.Float(x._dtype, new ForwardWork(x, index, y, max, log));
        return x.ComputeRequiresGrad ? y.SetGradFn(new TokenLogpsNode(x, index, max, log)) : y;
    }

    private readonly struct ForwardWork(Tensor x, Tensor index, Tensor y, Tensor max, Tensor log) : IForFloat
    {
        void IForFloat.Run<T>() => TokenLogps.Forward<T>(
            x.Values<T>(), index.Values<long>(), (int)x._shape[^1], y.Values<T>(), max.Values<T>(), log.Values<T>());
    }
}

internal sealed class TokenLogpsNode(Tensor x, Tensor index, Tensor max, Tensor log) : Node(x.GradientEdge)
{
    private SavedTensor _x = new(x);
    private SavedTensor _index = new(index);
    private SavedTensor _max = new(max);
    private SavedTensor _log = new(log);

    internal override string Name => "token_logps";

    internal override int EdgeCount => 1;

    internal override void Backward(Tensor grad)
    {
        Tensor x = _x.Get(this), index = _index.Get(this);
        if (Engine.CreatesGraph)
        {
            Tensor column = grad.unsqueeze(-1), none = torch.zeros(x._shape, grad.dtype);
            AccumulateGrad(To0, none.scatter(-1, index.unsqueeze(-1), column) - x.softmax(-1) * column);
        }
        else
        {
            var gx = Tensor.NewLike(x);
            Dispatch.Float(grad._dtype,
                new DirectWork(grad.contiguous(), x, index, _max.Get(this), _log.Get(this), gx));
            AccumulateGrad(To0, gx);
        }
    }

    private readonly struct DirectWork(Tensor grad, Tensor x, Tensor index, Tensor max, Tensor log, Tensor gx)
        : IForFloat
    {
        void IForFloat.Run<T>() => TokenLogps.Backward<T>(
            grad.Values<T>(), x.Values<T>(), index.Values<long>(), (int)x._shape[^1], max.Values<T>(), log.Values<T>(),
            gx.Values<T>());
    }

    internal override void ReleaseSaved()
    {
        _x.Release();
        _index.Release();
        _max.Release();
        _log.Release();
    }
}
