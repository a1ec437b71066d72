using ManagedTorch.Autograd;
using ManagedTorch.Core;
using ManagedTorch.Kernels;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>x W^T + b as one node: the bias is where each output element starts accumulating.</summary>
internal static class LinearOps
{
    internal static Tensor Linear(Tensor x, Tensor weight, Tensor? bias)
    {
        x = Checked(x, weight, bias);
        var y = Compute(x, weight, bias);
        var tracks = x.ComputeRequiresGrad || weight.ComputeRequiresGrad
            || (bias is not null && bias.ComputeRequiresGrad);
        return tracks ? y.SetGradFn(new LinearNode(x, weight, bias)) : y;
    }

    /// <summary>The input as the node keeps it: a matrix of any layout, or rows one after another.</summary>
    internal static Tensor Checked(Tensor x, Tensor weight, Tensor? bias)
    {
        if (x.Rank == 0 || weight.Rank != 2 || x._shape[^1] != weight._shape[1])
            throw new ArgumentException(
                $"linear: input {Shapes.Text(x._shape)} and weight {Shapes.Text(weight._shape)} do not fit: the " +
                "input's last size must equal the weight's second ([out, in]).");
        if (bias is not null && (bias.Rank != 1 || bias._shape[0] != weight._shape[0]))
            throw new ArgumentException(
                $"linear: bias {Shapes.Text(bias._shape)} does not fit " +
                $"weight {Shapes.Text(weight._shape)}: one number per output is needed.");
        if (x._dtype != weight._dtype || (bias is not null && bias._dtype != x._dtype))
            throw new InvalidOperationException(
                $"linear: input, weight and bias have dtypes {x._dtype}, {weight._dtype}, {bias?._dtype}; convert " +
                "the input or the module with to(...).");
        return x.Rank == 2 ? x : x.contiguous();
    }

    internal static bool Dense(Tensor x, Tensor weight, Tensor? bias) =>
        x._contiguous && weight._contiguous && (bias is null || bias._contiguous);

    internal static int Rows(Tensor x) => Shapes.Count(x._shape.AsSpan(..^1));

    /// <summary>The value, outside the graph.</summary>
    internal static Tensor Compute(Tensor x, Tensor weight, Tensor? bias)
    {
        var y = Tensor.New(x._dtype, [.. x._shape.AsSpan(..^1), weight._shape[0]]);
        var dense = Dense(x, weight, bias);
        if (dense && x._dtype.IsFloatingPoint()) Dispatch.Float(x._dtype, new ForwardWork(x, weight, bias, y));
        else
        {
            if (bias is not null) Copy.Into(y, bias);
            MatMulOps.Product(Flat(x.detach()), weight.detach().t(), y, accumulate: bias is not null);
        }
        return y;
    }

    /// <summary>The same product without handles on views: layers this small are called a million times.</summary>
    private readonly struct ForwardWork(Tensor x, Tensor weight, Tensor? bias, Tensor y) : IForFloat
    {
        void IForFloat.Run<T>() => Gemm.Affine<T>(
            Rows(x), (int)weight._shape[0], (int)weight._shape[1], x.Values<T>(), weight.Values<T>(),
            bias is null ? default : bias.Values<T>(), y.Values<T>());
    }

    private static Tensor Flat(Tensor x) => x.Rank == 2 ? x : x.reshape(Rows(x), x._shape[^1]);

    /// <summary>Sends what flows on to the input, the weight and the bias, from the gradient of x W^T + b.</summary>
    internal static void SendGradients(Tensor grad, Tensor x, Tensor weight, Node? toX, Node? toWeight, Node? toBias)
    {
        if (!Engine.CreatesGraph && grad._contiguous && grad._dtype.IsFloatingPoint())
            Dispatch.Float(grad._dtype, new GradientWork(grad, x, weight, toX, toWeight));
        else
        {
            var flat = Flat(grad);
            if (NeedsInputGrad(toX)) Engine.AccumulateGrad(toX!, flat.matmul(weight).reshape(x._shape));
            if (NeedsInputGrad(toWeight)) Engine.AccumulateGrad(toWeight!, flat.t().matmul(Flat(x)));
        }
        if (NeedsInputGrad(toBias)) Engine.AccumulateGrad(toBias!, Flat(grad).sum(dim: 0));
    }

    private static bool NeedsInputGrad(Node? to) => to is not null && Engine.NeedsInputGrad(to);

    private readonly struct GradientWork(Tensor grad, Tensor x, Tensor weight, Node? toX, Node? toWeight) : IForFloat
    {
        void IForFloat.Run<T>()
        {
            if (NeedsInputGrad(toX)) Engine.AccumulateGrad(toX!, InputGradient<T>(grad, x._shape, weight.contiguous()));
            if (NeedsInputGrad(toWeight))
                Engine.AccumulateGrad(toWeight!, WeightGradient<T>(grad, x.contiguous(), weight._shape));
        }
    }

    /// <summary>The gradient of x: grad W.</summary>
    private static Tensor InputGradient<T>(Tensor grad, long[] shape, Tensor weight) where T : unmanaged
    {
        var (rows, outputs, inputs) = (Rows(grad), (int)weight._shape[0], (int)weight._shape[1]);
        var result = Tensor.New(grad._dtype, shape);
        Gemm.Multiply<T>(false, false, rows, inputs, outputs, grad.Values<T>(), outputs, weight.Values<T>(), inputs,
            result.Values<T>(), inputs, accumulate: false);
        return result;
    }

    /// <summary>The gradient of W: gradᵀ x.</summary>
    private static Tensor WeightGradient<T>(Tensor grad, Tensor x, long[] shape) where T : unmanaged
    {
        var (rows, outputs, inputs) = (Rows(grad), (int)shape[0], (int)shape[1]);
        var result = Tensor.New(grad._dtype, shape);
        Gemm.Multiply<T>(true, false, outputs, inputs, rows, grad.Values<T>(), outputs, x.Values<T>(), inputs,
            result.Values<T>(), inputs, accumulate: false);
        return result;
    }
}

internal sealed class LinearNode(Tensor x, Tensor weight, Tensor? bias)
    : Node(x.GradientEdge, weight.GradientEdge, bias?.GradientEdge)
{
    private SavedTensor _x = new(x);
    private SavedTensor _weight = new(weight);

    internal override string Name => "linear";

    internal override void Backward(Tensor grad) =>
        LinearOps.SendGradients(grad, _x.Get(this), _weight.Get(this), To0, To1, To2);

    internal override void ReleaseSaved()
    {
        _x.Release();
        _weight.Release();
    }
}
