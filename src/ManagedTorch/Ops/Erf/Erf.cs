using ManagedTorch.Kernels;

namespace TorchSharp;

// The error function.
public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The error function 2/√π · ∫₀ˣ exp(-t²) dt, elementwise.</summary>
        public Tensor erf() => UnaryOps.Apply<Erf, ErfRule>(this);

        /// <summary><see cref="erf()"/> in place; an error if the result does not fit the shape or dtype.</summary>
        public Tensor erf_() => UnaryOps.ApplyInPlace<Erf, ErfRule>(this);
    }

    /// <inheritdoc cref="Tensor.erf()"/>
    public static Tensor erf(Tensor input) => input.erf();

    /// <inheritdoc cref="Tensor.erf_()"/>
    public static Tensor erf_(Tensor input) => input.erf_();
}

internal struct ErfRule : IUnaryRule
{
    public static string Name => "erf";
    public static bool KeepsResult => false;
    public static torch.Tensor Backward(torch.Tensor grad, torch.Tensor kept) =>
        grad * (kept * kept * -1.0).exp() * (2.0 / Math.Sqrt(Math.PI));
}
