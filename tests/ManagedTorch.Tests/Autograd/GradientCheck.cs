using TorchSharp;
using static TorchSharp.torch;

namespace ManagedTorch.Tests.Autograd;

/// <summary>Compares recorded gradients in float64 with central differences, under an incoming gradient that differs
/// everywhere.</summary>
internal static class GradientCheck
{
    private const double Step = 1e-5;

    /// <summary>First order: d(sum w_i f(x)_i)/dx for fixed, unequal w.</summary>
    internal static void First(Func<Tensor[], Tensor> f, params Tensor[] inputs)
    {
        var leaves = Array.ConvertAll(inputs, x => x.detach().clone().requires_grad_());
        var y = f(leaves);
        var w = Weights(y);
        var grads = autograd.grad([(y * w).sum()], leaves, allow_unused: true);
        Compare(values => (double)(f(values) * w).sum(), leaves, grads!, 2e-7);
    }

    /// <summary>Second order: the gradient of a weighted sum of first-order gradients.</summary>
    internal static void Second(Func<Tensor[], Tensor> f, params Tensor[] inputs)
    {
        var leaves = Array.ConvertAll(inputs, x => x.detach().clone().requires_grad_());
        var w = Weights(f(leaves));
        Tensor Inner(Tensor[] values)
        {
            var grads = autograd.grad([(f(values) * w).sum()], values, create_graph: true, allow_unused: true);
            Tensor total = zeros(1, float64).sum();
            foreach (var grad in grads)
                if (grad is not null) total = total + (grad * Weights(grad)).sum();
            return total;
        }
        var inner = Inner(leaves);
        if (!inner.requires_grad) return; // a linear function
        var second = autograd.grad([inner], leaves, allow_unused: true);
        Compare(values => (double)Inner(values), leaves, second!, 2e-6);
    }

    internal static Tensor Weights(Tensor y)
    {
        var values = new double[y.numel()];
        for (var i = 0; i < values.Length; i++) values[i] = 0.3 + Math.Sin(1.7 * i + 0.4);
        return tensor(values, float64).view(y.shape);
    }

    private static void Compare(Func<Tensor[], double> f, Tensor[] leaves, IList<Tensor?> grads, double tolerance)
    {
        for (var k = 0; k < leaves.Length; k++)
        {
            if (grads[k] is { } g) Assert.Equal(leaves[k].shape, g.shape);
            var analytic = grads[k]?.contiguous().data<double>().ToArray() ?? new double[leaves[k].numel()];
            for (var i = 0; i < analytic.Length; i++)
            {
                double At(double h)
                {
                    var moved = Array.ConvertAll(leaves, x => x.detach().clone().requires_grad_());
                    var values = moved[k].detach().data<double>();
                    values.CopyFrom([leaves[k].detach().data<double>().ToArray()[i] + h], 0, i);
                    return f(moved);
                }
                var numeric = (At(Step) - At(-Step)) / (2 * Step);
                var scale = Math.Max(1, Math.Abs(numeric));
                Assert.True(Math.Abs(analytic[i] - numeric) <= tolerance * scale,
                    $"input {k}, element {i}: recorded {analytic[i]:R}, central difference {numeric:R}");
            }
        }
    }
}
