using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Pairs.Vision.Learned.Networks;

/// <summary>Draws the weights that a network starts its training with.</summary>
public static class InitialWeights
{
    /// <summary>
    /// Convolutions and linear maps: normal with variance 2 / inputs (He et al., arXiv 1502.01852). Embeddings: normal
    /// with standard deviation 0.5. Biases are 0, scales of normalizations stay 1; other parameters stay as they are.
    /// </summary>
    /// <param name="network">Its parameters are overwritten in the order of their names' registration.</param>
    /// <param name="generator">The only source of the draws.</param>
    public static void Draw(nn.Module network, Generator generator)
    {
        using var _ = no_grad();
        foreach (var (name, module) in network.named_modules())
            foreach (var (kind, parameter) in module.named_parameters(recurse: false))
            {
                if (kind == "bias") nn.init.zeros_(parameter);
                else if (module is TorchSharp.Modules.Embedding) nn.init.normal_(parameter, 0, 0.5, generator);
                else if (kind == "weight" && parameter.dim() > 1)
                    nn.init.normal_(parameter, 0, Math.Sqrt(2.0 * parameter.shape[0] / parameter.numel()), generator);
            }
    }
}
