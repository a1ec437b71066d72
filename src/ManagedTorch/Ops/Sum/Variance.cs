using ManagedTorch.Core;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>Variance about the mean, in two passes; recorded as its parts.</summary>
internal static class VarianceOps
{
    /// <summary>The standard deviation; at 0, where the root has no slope, the gradient is 0.</summary>
    internal static Tensor Root(Tensor variance)
    {
        if (!variance.ComputeRequiresGrad) return variance.sqrt();
        var zero = variance.detach() == 0.0;
        return variance.masked_fill(zero, 1).sqrt().masked_fill(zero, 0);
    }

    internal static Tensor Var(Tensor x, ReadOnlySpan<long> dims, bool unbiased, bool keepdim, ScalarType? type)
    {
        var axes = new Axes("var", x, dims);
        var n = axes.Reduced(x._shape);
        var centered = x - SumOps.Mean(x, dims, keepdim: true, type);
        var sum = SumOps.Sum(centered * centered, dims, keepdim, type);
        return sum / Math.Max(0.0, n - (unbiased ? 1 : 0));
    }
}

/// <summary>p-norms; at the origin the gradient is zero, as PyTorch's.</summary>
internal static class NormOps
{
    internal static Tensor Norm(Tensor x, long dim, bool keepdim, float p)
    {
        if (!x._dtype.IsFloatingPoint())
            throw new InvalidOperationException(
                $"norm: the norm of {x._dtype} has fractions; convert to float32 first.");
        if (p == 0) return (x != 0.0).to(x._dtype).sum(dim, keepdim);
        if (p == 1) return x.abs().sum(dim, keepdim);
        if (float.IsPositiveInfinity(p)) return x.abs().amax([dim], keepdim);
        if (float.IsNegativeInfinity(p)) return x.abs().amin([dim], keepdim);
        var sum = p == 2 ? (x * x).sum(dim, keepdim) : x.abs().pow(p).sum(dim, keepdim);
        if (!x.ComputeRequiresGrad) return p == 2 ? sum.sqrt() : sum.pow(1.0 / p);
        // The root's slope at 0 is infinite: take it away from 0 where the sum is 0, so that 0 times it stays 0.
        var zero = sum.detach() == 0.0;
        var safe = where(zero, torch.ones_like(sum), sum);
        var root = p == 2 ? safe.sqrt() : safe.pow(1.0 / p);
        return where(zero, torch.zeros_like(root), root);
    }
}
