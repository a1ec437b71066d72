using TorchSharp;
using static TorchSharp.torch;

namespace Benchmarks;

/// <summary>Calls whose tensors live for the call only.</summary>
internal static class Scoped
{
    /// <summary>A computation without a graph.</summary>
    public static Work Forward(Func<Tensor> compute) => new(() =>
    {
        using DisposeScope scope = NewDisposeScope();
        compute();
    });

    /// <summary>The gradients of a computation at its leaves, its graph made once.</summary>
    public static Work Backward(Func<Tensor> compute, params Tensor[] leaves)
    {
        foreach (Tensor leaf in leaves) leaf.requires_grad_();
        Tensor result = compute(), grad = randn(result.shape);
        return new(() =>
        {
            using DisposeScope scope = NewDisposeScope();
            autograd.grad([result], leaves, [grad], retain_graph: true);
        });
    }
}
