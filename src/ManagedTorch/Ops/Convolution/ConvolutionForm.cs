using ManagedTorch.Autograd;
using ManagedTorch.Core;
using static TorchSharp.torch;
using Kernel = ManagedTorch.Kernels.Convolution;

namespace TorchSharp;

/// <summary>
/// The trilinear form sum(grad * conv(input, weight)) and its three derivatives: the convolution, and the gradients of
/// its input and weight. The derivatives of each are the other two, so that all orders come from three kernels.
/// </summary>
internal static class ConvolutionForm
{
    internal enum Part { Output, Input, Weight }

    /// <summary>conv(input, weight) + bias: [images, outputs, positions].</summary>
    internal static Tensor Output(Kernel.Sizes sizes, Tensor input, Tensor weight, Tensor? bias = null)
    {
        var y = Tensor.New(input._dtype,
            [sizes.Images, sizes.Groups * sizes.Outputs, sizes.Window.OutH, sizes.Window.OutW]);
        Dispatch.Float(input._dtype, new Work(
            Part.Output, sizes, Dense(input), Dense(weight), y, bias is null ? null : Dense(bias)));
        return Record(Part.Output, sizes, y, input, weight, bias);
    }

    /// <summary>What the input gets from a gradient of the output.</summary>
    internal static Tensor Input(Kernel.Sizes sizes, Tensor grad, Tensor weight)
    {
        var x = Tensor.New(grad._dtype,
            [sizes.Images, sizes.Groups * sizes.Inputs, sizes.Window.Height, sizes.Window.Width]);
        Dispatch.Float(grad._dtype, new Work(Part.Input, sizes, Dense(grad), Dense(weight), x));
        return Record(Part.Input, sizes, x, grad, weight);
    }

    /// <summary>What the weight gets from a gradient of the output.</summary>
    internal static Tensor Weight(Kernel.Sizes sizes, Tensor grad, Tensor input)
    {
        var w = Tensor.New(grad._dtype,
            [sizes.Groups * sizes.Outputs, sizes.Inputs, sizes.Window.KernelH, sizes.Window.KernelW]);
        Dispatch.Float(grad._dtype, new Work(Part.Weight, sizes, Dense(grad), Dense(input), w));
        return Record(Part.Weight, sizes, w, grad, input);
    }

    private readonly struct Work(
        Part part, Kernel.Sizes sizes, Tensor a, Tensor b, Tensor y, Tensor? bias = null) : IForFloat
    {
        void IForFloat.Run<T>()
        {
            switch (part)
            {
                case Part.Output:
                    Kernel.Forward<T>(sizes, a.Values<T>(), b.Values<T>(), bias is null ? default : bias.Values<T>(),
                        y.Values<T>());
                    break;
                case Part.Input: Kernel.InputGradient<T>(sizes, a.Values<T>(), b.Values<T>(), y.Values<T>()); break;
                default: Kernel.WeightGradient<T>(sizes, a.Values<T>(), b.Values<T>(), y.Values<T>()); break;
            }
        }
    }

    private static Tensor Record(Part part, Kernel.Sizes sizes, Tensor y, Tensor a, Tensor b, Tensor? bias = null) =>
        a.ComputeRequiresGrad || b.ComputeRequiresGrad || (bias is not null && bias.ComputeRequiresGrad)
        ? y.SetGradFn(new ConvolutionNode(part, sizes, a, b, bias)) : y;

    private static Tensor Dense(Tensor x) => x._contiguous ? x : x.detach().contiguous();
}

/// <summary>One derivative of the form, from the other two factors in the order Output, Input, Weight.</summary>
internal sealed class ConvolutionNode(ConvolutionForm.Part part, Kernel.Sizes sizes, Tensor a, Tensor b, Tensor? bias)
    : Node(a.GradientEdge, b.GradientEdge, bias?.GradientEdge)
{
    private SavedTensor _a = new(a);
    private SavedTensor _b = new(b);

    internal override string Name => part == ConvolutionForm.Part.Output ? "conv2d" : "conv_transpose2d";

    internal override void Backward(Tensor grad)
    {
        switch (part)
        {
            case ConvolutionForm.Part.Output: // input, weight
                if (NeedsInputGrad(To0)) AccumulateGrad(To0, ConvolutionForm.Input(sizes, grad, _b.Get(this)));
                if (NeedsInputGrad(To1)) AccumulateGrad(To1, ConvolutionForm.Weight(sizes, grad, _a.Get(this)));
                if (NeedsInputGrad(To2)) AccumulateGrad(To2, grad.sum([0, 2, 3]));
                break;
            case ConvolutionForm.Part.Input: // grad, weight
                if (NeedsInputGrad(To0)) AccumulateGrad(To0, ConvolutionForm.Output(sizes, grad, _b.Get(this)));
                if (NeedsInputGrad(To1)) AccumulateGrad(To1, ConvolutionForm.Weight(sizes, _a.Get(this), grad));
                break;
            default: // grad, input
                if (NeedsInputGrad(To0)) AccumulateGrad(To0, ConvolutionForm.Output(sizes, _b.Get(this), grad));
                if (NeedsInputGrad(To1)) AccumulateGrad(To1, ConvolutionForm.Input(sizes, _a.Get(this), grad));
                break;
        }
    }

    internal override void ReleaseSaved()
    {
        _a.Release();
        _b.Release();
    }
}
