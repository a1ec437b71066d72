using ManagedTorch.Autograd;
using ManagedTorch.Core;
using ManagedTorch.Kernels;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>
/// f(x W^T + b) as one node, f taken of rows that have just been made. What comes before f belongs to the node alone:
/// it is overwritten where f's gradient needs the result only, and freed as soon as the gradient is there.
/// </summary>
internal static class LinearActivationOps
{
    internal static Tensor Apply<TOp, TGrad, TRule>(Tensor x, Tensor weight, Tensor? bias)
        where TOp : struct, IUnary where TGrad : struct, IBinary where TRule : struct, IUnaryRule
    {
        x = LinearOps.Checked(x, weight, bias);
        if (!x._dtype.IsFloatingPoint())
            throw new InvalidOperationException(
                $"linear: an activation of {x._dtype} has fractions; convert the input and the module to float32.");
        var tracks = x.ComputeRequiresGrad || weight.ComputeRequiresGrad
            || (bias is not null && bias.ComputeRequiresGrad);
        Tensor inner, y;
        if (LinearOps.Dense(x, weight, bias))
        {
            inner = Tensor.New(x._dtype, [.. x._shape.AsSpan(..^1), weight._shape[0]]);
            y = Result();
            Dispatch.Float(x._dtype, new ForwardWork<TOp>(x, weight, bias, inner, y));
        }
        else
        {
            inner = LinearOps.Compute(x, weight, bias);
            y = Result();
            UnaryElementwise.Apply<TOp>(inner, y);
        }
        if (!tracks) return y;
        y.SetGradFn(new LinearActivationNode<TGrad, TRule>(x, weight, bias, inner));
        if (!ReferenceEquals(inner, y)) inner.Dispose();
        return y;

        Tensor Result() => tracks && !TRule.KeepsResult ? Tensor.NewLike(inner) : inner;
    }

    private readonly struct ForwardWork<TOp>(Tensor x, Tensor weight, Tensor? bias, Tensor inner, Tensor y) : IForFloat
        where TOp : struct, IUnary
    {
        void IForFloat.Run<T>() => Gemm.Affine<TOp, T>(
            LinearOps.Rows(x), (int)weight._shape[0], (int)weight._shape[1], x.Values<T>(), weight.Values<T>(),
            bias is null ? default : bias.Values<T>(), inner.Values<T>(), y.Values<T>());
    }
}

internal sealed class LinearActivationNode<TGrad, TRule>(Tensor x, Tensor weight, Tensor? bias, Tensor kept)
    : Node(x.GradientEdge, weight.GradientEdge, bias?.GradientEdge)
    where TGrad : struct, IBinary where TRule : struct, IUnaryRule
{
    private readonly bool _biased = bias is not null;
    private SavedTensor _x = new(x);
    private SavedTensor _weight = new(weight);
    private SavedTensor _bias = bias is null ? default : new(bias);
    private SavedTensor _kept = new(kept);

    internal override string Name => "linear, " + TRule.Name;

    internal override void Backward(Tensor grad)
    {
        Tensor x = _x.Get(this), weight = _weight.Get(this), kept = _kept.Get(this);
        if (!Engine.CreatesGraph) grad = ActivationOps.Gradient<TGrad>(grad, kept);
        else
        {
            // The result is in the graph; what comes before it is not, and is made again there.
            grad = TRule.Backward(grad, TRule.KeepsResult ? kept
                : LinearOps.Linear(x, weight, _biased ? _bias.Get(this) : null));
        }
        LinearOps.SendGradients(grad, x, weight, To0, To1, To2);
    }

    internal override void ReleaseSaved()
    {
        _x.Release();
        _weight.Release();
        _bias.Release();
        _kept.Release();
    }
}
