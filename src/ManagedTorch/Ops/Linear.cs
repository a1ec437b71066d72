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
        if (bias is not null) Copying.Into(y, bias);
        MatMulOps.Product(x, weight.detach().t(), y, accumulate: bias is not null);
        var tracks = x.Tracks || weight.Tracks || (bias is not null && bias.Tracks);
        return tracks ? y.MadeBy(new LinearNode(x, weight, bias)) : y;
    }
}

internal sealed class LinearNode(Tensor x, Tensor weight, Tensor? bias) : Node(x.Edge, weight.Edge, bias?.Edge)
{
    private Saved _x = new(x);
    private Saved _weight = new(weight);

    internal override string Name => "linear";

    internal override void Backward(Tensor grad)
    {
        if (Wants(To0)) Send(To0, grad.matmul(_weight.Get(this)));
        if (Wants(To1)) Send(To1, grad.t().matmul(_x.Get(this)));
        if (Wants(To2)) Send(To2, grad.sum(dim: 0));
    }

    internal override void ReleaseSaved()
    {
        _x.Release();
        _weight.Release();
    }
}
