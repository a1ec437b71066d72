using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ResearchKit.Models.Bandits;

/// <summary>
/// The toy policy of the 3D-Properties paper (arXiv 2406.07327): a one-hot prompt goes through a three-layer
/// perceptron to one logit per response, softmax(W3 relu(W2 relu(W1 e_x + b1) + b2) + b3). Prompts share the hidden
/// layers, so an update for one prompt moves the others, as in a language model.
/// </summary>
public sealed class MlpPolicy : BanditPolicy
{
    private readonly Tensor oneHot;
    private readonly Parameter[] weights = new Parameter[3];
    private readonly Parameter[] biases = new Parameter[3];

    /// <summary>
    /// A freshly initialized policy; weights and biases are uniform in +-1/sqrt(inputs), as in PyTorch's
    /// <c>nn.Linear</c>.
    /// </summary>
    /// <param name="prompts">Number of prompts, the width of the input.</param>
    /// <param name="responses">Number of responses, the width of the output.</param>
    /// <param name="generator">Where the initial weights come from.</param>
    /// <param name="hidden">Width of both hidden layers.</param>
    /// <param name="dtype">Type of the parameters, float32 if not given.</param>
    public MlpPolicy(int prompts, int responses, Generator generator, int hidden = 64, ScalarType? dtype = null)
        : base(nameof(MlpPolicy), prompts, responses)
    {
        int[] widths = [prompts, hidden, hidden, responses];
        for (var layer = 0; layer < weights.Length; layer++)
        {
            var (inputs, outputs) = (widths[layer], widths[layer + 1]);
            var bound = 1 / Math.Sqrt(inputs);
            weights[layer] = Uniform([outputs, inputs], bound, generator, dtype);
            biases[layer] = Uniform([outputs], bound, generator, dtype);
            register_parameter($"weight{layer + 1}", weights[layer]);
            register_parameter($"bias{layer + 1}", biases[layer]);
        }
        oneHot = eye(prompts, dtype: dtype ?? float32).DetachFromDisposeScope();
        register_buffer("one_hot", oneHot);
    }

    private MlpPolicy(MlpPolicy source) : base(nameof(MlpPolicy), source.Prompts, source.Responses)
    {
        for (var layer = 0; layer < weights.Length; layer++)
        {
            weights[layer] = Owned(source.weights[layer].detach().clone());
            biases[layer] = Owned(source.biases[layer].detach().clone());
            register_parameter($"weight{layer + 1}", weights[layer]);
            register_parameter($"bias{layer + 1}", biases[layer]);
        }
        oneHot = source.oneHot.clone().DetachFromDisposeScope();
        register_buffer("one_hot", oneHot);
    }

    /// <inheritdoc/>
    public override Tensor LogProbabilities()
    {
        var hidden = nn.functional.relu(nn.functional.linear(oneHot, weights[0], biases[0]));
        hidden = nn.functional.relu(nn.functional.linear(hidden, weights[1], biases[1]));
        return nn.functional.log_softmax(nn.functional.linear(hidden, weights[2], biases[2]), 1);
    }

    /// <summary>A policy with the same weights that can be trained on its own.</summary>
    public MlpPolicy Copy() => new(this);

    private static Parameter Uniform(long[] shape, double bound, Generator generator, ScalarType? dtype) =>
        Owned(rand(shape, dtype ?? float32, generator: generator) * (2 * bound) - bound);
}
