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
        if (x.Rank == 0 || weight.Rank != 2 || x._shape[^1] != weight._shape[1])
            throw new ArgumentException($"linear: input {Shapes.Text(x._shape)} and weight {Shapes.Text(weight._shape)} do not fit: the input's last size must equal the weight's second ([out, in]).");
        if (bias is not null && (bias.Rank != 1 || bias._shape[0] != weight._shape[0]))
            throw new ArgumentException($"linear: bias {Shapes.Text(bias._shape)} does not fit weight {Shapes.Text(weight._shape)}: one number per output is needed.");
        if (x._dtype != weight._dtype || (bias is not null && bias._dtype != x._dtype))
            throw new InvalidOperationException($"linear: input, weight and bias have dtypes {x._dtype}, {weight._dtype}, {bias?._dtype}; convert the input or the module with to(...).");
        if (x.Rank != 2)
            return Linear(x.reshape(-1, x._shape[^1]), weight, bias).view([.. x._shape[..^1], weight._shape[0]]);
        var y = Tensor.New(x._dtype, [x._shape[0], weight._shape[0]]);
        var dense = x._contiguous && weight._contiguous && (bias is null || bias._contiguous);
        if (dense && x._dtype == ScalarType.Float32) Forward<float>(x, weight, bias, y);
        else if (dense && x._dtype == ScalarType.Float64) Forward<double>(x, weight, bias, y);
        else
        {
            if (bias is not null) Copying.Into(y, bias);
            MatMulOps.Product(x, weight.detach().t(), y, accumulate: bias is not null);
        }
        var tracks = x.Tracks || weight.Tracks || (bias is not null && bias.Tracks);
        return tracks ? y.MadeBy(new LinearNode(x, weight, bias)) : y;
    }

    /// <summary>The same product without handles on views: layers this small are called a million times.</summary>
    private static void Forward<T>(Tensor x, Tensor weight, Tensor? bias, Tensor y) where T : unmanaged
    {
        var (rows, inputs, outputs) = ((int)x._shape[0], (int)x._shape[1], (int)weight._shape[0]);
        ReadOnlySpan<T> a = x.Values<T>(), b = weight.Values<T>();
        if (bias is null) Gemm.Multiply(false, true, rows, outputs, inputs, a, inputs, b, inputs, y.Values<T>(), outputs, accumulate: false);
        else Gemm.Affine(rows, outputs, inputs, a, b, bias.Values<T>(), y.Values<T>());
    }

    /// <summary>The gradient of x: grad W.</summary>
    internal static Tensor InputGradient<T>(Tensor grad, Tensor weight) where T : unmanaged
    {
        var (rows, outputs, inputs) = ((int)grad._shape[0], (int)weight._shape[0], (int)weight._shape[1]);
        var result = Tensor.New(grad._dtype, [rows, inputs]);
        Gemm.Multiply<T>(false, false, rows, inputs, outputs, grad.Values<T>(), outputs, weight.Values<T>(), inputs, result.Values<T>(), inputs, accumulate: false);
        return result;
    }

    /// <summary>The gradient of W: gradᵀ x.</summary>
    internal static Tensor WeightGradient<T>(Tensor grad, Tensor x) where T : unmanaged
    {
        var (rows, outputs, inputs) = ((int)grad._shape[0], (int)grad._shape[1], (int)x._shape[1]);
        var result = Tensor.New(grad._dtype, [outputs, inputs]);
        Gemm.Multiply<T>(true, false, outputs, inputs, rows, grad.Values<T>(), outputs, x.Values<T>(), inputs, result.Values<T>(), inputs, accumulate: false);
        return result;
    }
}

internal sealed class LinearNode(Tensor x, Tensor weight, Tensor? bias) : Node(x.Edge, weight.Edge, bias?.Edge)
{
    private Saved _x = new(x);
    private Saved _weight = new(weight);

    internal override string Name => "linear";

    internal override void Backward(Tensor grad)
    {
        if (!Engine.CreatesGraph && grad._contiguous && grad._dtype is (ScalarType.Float32 or ScalarType.Float64))
        {
            if (grad._dtype == ScalarType.Float32) Direct<float>(grad);
            else Direct<double>(grad);
            return;
        }
        if (Wants(To0)) Send(To0, grad.matmul(_weight.Get(this)));
        if (Wants(To1)) Send(To1, grad.t().matmul(_x.Get(this)));
        if (Wants(To2)) Send(To2, grad.sum(dim: 0));
    }

    private void Direct<T>(Tensor grad) where T : unmanaged
    {
        if (Wants(To0)) Send(To0, LinearOps.InputGradient<T>(grad, _weight.Get(this).contiguous()));
        if (Wants(To1)) Send(To1, LinearOps.WeightGradient<T>(grad, _x.Get(this).contiguous()));
        if (Wants(To2)) Send(To2, grad.sum(dim: 0));
    }

    internal override void ReleaseSaved()
    {
        _x.Release();
        _weight.Release();
    }
}
