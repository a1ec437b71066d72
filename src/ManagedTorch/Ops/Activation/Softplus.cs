using ManagedTorch.Autograd;
using ManagedTorch.Core;
using ManagedTorch.Kernels;
using static TorchSharp.torch;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>ln(1 + exp(beta x)) / beta; the argument itself where beta x exceeds the threshold, as
        /// PyTorch.</summary>
        public Tensor softplus(double beta = 1.0, double threshold = 20.0)
        {
            if (beta != 1) return (this * beta).softplus(1, threshold) / beta;
            var x = _dtype.IsFloatingPoint() ? this : to(Dtypes.DefaultFloat);
            // Above 20 (40 in float64) the fused function equals its argument already.
            if (threshold >= 20 && (x._dtype == ScalarType.Float32 || threshold >= 40))
                return ActivationOps.Apply<Softplus, SoftplusGrad, SoftplusRule>(x);
            return torch.where(x.detach() > threshold, x, ActivationOps.Apply<Softplus, SoftplusGrad, SoftplusRule>(x));
        }
    }
}

internal struct SoftplusRule : IUnaryRule
{
    public static string Name => "softplus";
    public static bool KeepsResult => false;
    public static Tensor Backward(Tensor grad, Tensor kept) => grad * kept.sigmoid();
}
