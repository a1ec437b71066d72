using ManagedTorch.Kernels;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>
/// What TorchSharp's API has no name for. ResearchKit finds these by name and composes them of tensor operations where
/// another engine is built in (ResearchKit.Models.FusedOps).
/// </summary>
internal static class Fused
{
    internal static Tensor TokenLogps(Tensor logits, Tensor targets) => TokenLogpsOps.Apply(logits, targets);

    internal static Tensor LinearRelu(Tensor x, Tensor weight, Tensor? bias) => LinearActivationOps.Apply<Relu, ReluGrad, ReluRule>(x, weight, bias);

    internal static Tensor LinearGelu(Tensor x, Tensor weight, Tensor? bias) => LinearActivationOps.Apply<GeluErf, GeluErfGrad, GeluErfRule>(x, weight, bias);

    internal static Tensor LinearSilu(Tensor x, Tensor weight, Tensor? bias) => LinearActivationOps.Apply<Silu, SiluGrad, SiluRule>(x, weight, bias);
}
