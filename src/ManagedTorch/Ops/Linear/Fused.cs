using ManagedTorch.Kernels;
using TorchSharp;
using static TorchSharp.torch;

namespace ManagedTorch;

/// <summary>
/// Steps of a transformer in one pass over memory, for which TorchSharp's API has no name. Values and gradients are
/// those of the operations they are made of, to rounding.
/// </summary>
public static class Fused
{
    /// <summary>The log-softmax of logits at some classes, without the log-probabilities of all others.</summary>
    /// <param name="logits">Scores of all classes, float <c>[..., classes]</c>.</param>
    /// <param name="targets">One class for each row, int64 <c>[...]</c>.</param>
    /// <returns><c>[...]</c>, at most 0.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static Tensor TokenLogps(Tensor logits, Tensor targets) => TokenLogpsOps.Apply(logits, targets);

    /// <summary>relu(x weightᵀ + bias) for x <c>[..., inputs]</c>, weight <c>[outputs, inputs]</c>, bias
    /// <c>[outputs]</c> or null.</summary>
    public static Tensor LinearRelu(Tensor x, Tensor weight, Tensor? bias) =>
        LinearActivationOps.Apply<Relu, ReluGrad, ReluRule>(x, weight, bias);

    /// <summary>gelu(x weightᵀ + bias), the exact form by erf; shapes as in <see cref="LinearRelu"/>.</summary>
    public static Tensor LinearGelu(Tensor x, Tensor weight, Tensor? bias) =>
        LinearActivationOps.Apply<GeluErf, GeluErfGrad, GeluErfRule>(x, weight, bias);

    /// <summary>silu(x weightᵀ + bias); shapes as in <see cref="LinearRelu"/>.</summary>
    public static Tensor LinearSilu(Tensor x, Tensor weight, Tensor? bias) =>
        LinearActivationOps.Apply<Silu, SiluGrad, SiluRule>(x, weight, bias);
}
