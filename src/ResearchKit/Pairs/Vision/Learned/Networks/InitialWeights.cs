using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Pairs.Vision.Learned.Networks;

/// <summary>Draws the weights that a network starts its training with.</summary>
public static class InitialWeights
{
    /// <summary>
    /// Convolutions and linear maps: normal with variance 2 / inputs (He et al., arXiv 1502.01852). Embeddings: normal
    /// with standard deviation 0.5. Biases are 0, scales of normalizations 1; other parameters stay as they are.
    /// </summary>
    /// <param name="network">Its parameters are overwritten in the order of their names' registration.</param>
    /// <param name="generator">The only source of the draws.</param>
    public static void Draw(nn.Module network, Generator generator)
    {
        using var _ = no_grad();
        DrawBelow(network, generator);
    }

    // Child by child, and each parameter's own draw: engines list all modules in different orders, and TorchSharp's
    // nn.init takes no notice of a generator and leaves the scales of a GroupNorm as they came.
    private static void DrawBelow(nn.Module module, Generator generator)
    {
        foreach (var (kind, parameter) in module.named_parameters(recurse: false))
        {
            if (kind == "bias") nn.init.zeros_(parameter);
            else if (module is TorchSharp.Modules.Embedding) parameter.normal_(0, 0.5, generator);
            else if (kind == "weight" && parameter.dim() > 1)
                parameter.normal_(0, Math.Sqrt(2.0 * parameter.shape[0] / parameter.numel()), generator);
            else if (kind == "weight") nn.init.ones_(parameter);
        }

        foreach (var (_, child) in module.named_children()) DrawBelow(child, generator);
    }
}
