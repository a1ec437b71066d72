using ManagedTorch.Autograd;
using ManagedTorch.Core;
using static TorchSharp.torch;
using Kernel = ManagedTorch.Kernels.Convolution;

namespace TorchSharp;

/// <summary>Two-dimensional cross-correlation, which is what PyTorch calls convolution, as one node.</summary>
internal static class ConvolutionOps
{
    internal static Tensor Apply(Tensor input, Tensor weight, Tensor? bias, long[]? strides, long[]? padding, long[]? dilation, long groups)
    {
        const string op = "conv2d";
        var x = Windows.Batch(op, input);
        if (weight.Rank != 4) throw new ArgumentException($"{op}: weight {Shapes.Text(weight._shape)} must be [outputs, inputs / groups, height, width].");
        if (groups < 1 || x._shape[1] != weight._shape[1] * groups || weight._shape[0] % groups != 0)
            throw new ArgumentException($"{op}: input {Shapes.Text(input._shape)}, weight {Shapes.Text(weight._shape)} and groups {groups} do not fit: the input needs {weight._shape[1]} x {groups} channels, and the outputs must be a multiple of the groups.");
        if (bias is not null && (bias.Rank != 1 || bias._shape[0] != weight._shape[0]))
            throw new ArgumentException($"{op}: bias {Shapes.Text(bias._shape)} must hold one number for each of the {weight._shape[0]} outputs.");
        if (x._dtype is not (ScalarType.Float32 or ScalarType.Float64) || weight._dtype != x._dtype || (bias is not null && bias._dtype != x._dtype))
            throw new InvalidOperationException($"{op}: input, weight and bias have dtypes {x._dtype}, {weight._dtype}, {bias?._dtype}; they must all be float32 or all float64.");
        var window = Windows.Over(op, x._shape, ((int)weight._shape[2], (int)weight._shape[3]), strides, padding, dilation);
        var sizes = new Kernel.Sizes((int)x._shape[0], (int)groups, (int)weight._shape[1], (int)(weight._shape[0] / groups), window);
        var y = Tensor.New(x._dtype, [x._shape[0], weight._shape[0], window.OutH, window.OutW]);
        if (x._dtype == ScalarType.Float32) Forward<float>(sizes, x, weight, bias, y);
        else Forward<double>(sizes, x, weight, bias, y);
        if (x.Tracks || weight.Tracks || (bias is not null && bias.Tracks)) y = y.MadeBy(new ConvolutionNode(sizes, x, weight, bias));
        return input.Rank == 3 ? y.squeeze(0) : y;
    }

    private static void Forward<T>(Kernel.Sizes sizes, Tensor x, Tensor weight, Tensor? bias, Tensor y) where T : unmanaged, System.Numerics.INumber<T> =>
        Kernel.Forward<T>(sizes, Dense(x).Values<T>(), Dense(weight).Values<T>(), bias is null ? default : Dense(bias).Values<T>(), y.Values<T>());

    internal static Tensor Dense(Tensor x) => x._contiguous ? x : x.detach().contiguous();
}

internal sealed class ConvolutionNode(Kernel.Sizes sizes, Tensor x, Tensor weight, Tensor? bias) : Node(x.Edge, weight.Edge, bias?.Edge)
{
    private readonly long[] _inputs = x._shape, _weights = weight._shape;
    private Saved _x = new(x);
    private Saved _weight = new(weight);

    internal override string Name => "conv2d";

    internal override void Backward(Tensor grad)
    {
        if (Engine.CreatesGraph) Composed(grad);
        else if (grad._dtype == ScalarType.Float32) Direct<float>(grad);
        else Direct<double>(grad);
        if (Wants(To2)) Send(To2, grad.sum([0, 2, 3]));
    }

    private void Direct<T>(Tensor grad) where T : unmanaged, System.Numerics.INumber<T>
    {
        var dense = ConvolutionOps.Dense(grad);
        if (Wants(To0))
        {
            var dx = Tensor.New(grad._dtype, _inputs);
            Kernel.InputGradient<T>(sizes, dense.Values<T>(), ConvolutionOps.Dense(_weight.Get(this)).Values<T>(), dx.Values<T>());
            Send(To0, dx);
        }
        if (Wants(To1))
        {
            var dw = Tensor.New(grad._dtype, _weights);
            Kernel.WeightGradient<T>(sizes, dense.Values<T>(), ConvolutionOps.Dense(_x.Get(this)).Values<T>(), dw.Values<T>());
            Send(To1, dw);
        }
    }

    /// <summary>The same in tensor operations, for gradients of gradients.</summary>
    private void Composed(Tensor grad)
    {
        var map = new UnfoldMap(sizes.Images, sizes.Groups * sizes.Inputs, sizes.Window);
        var errors = grad.reshape(sizes.Images, sizes.Groups, sizes.Outputs, sizes.Window.Count);
        if (Wants(To0))
        {
            var weights = _weight.Get(this).reshape(sizes.Groups, sizes.Outputs, sizes.Depth);
            Send(To0, map.Apply(weights.mT.matmul(errors).reshape(sizes.Images, sizes.Groups * sizes.Depth, sizes.Window.Count), transposed: true));
        }
        if (Wants(To1))
        {
            var columns = map.Apply(_x.Get(this)).reshape(sizes.Images, sizes.Groups, sizes.Depth, sizes.Window.Count);
            Send(To1, errors.matmul(columns.mT).sum(dim: 0).reshape(_weights));
        }
    }

    internal override void ReleaseSaved()
    {
        _x.Release();
        _weight.Release();
    }
}
