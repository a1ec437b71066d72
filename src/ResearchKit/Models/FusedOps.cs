using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Models;

/// <summary>
/// Steps of a transformer that the managed engine does in one pass over memory and that TorchSharp's API has no name
/// for. With libtorch they are composed of its operations, to the same values and gradients.
/// </summary>
public static class FusedOps
{
    // Found by name, since the library is compiled against what both engines have.
    private static readonly Type? Fused = typeof(torch).Assembly.GetType("ManagedTorch.Fused");
    private static readonly Func<Tensor, Tensor, Tensor>? TokenLogps =
        Find<Func<Tensor, Tensor, Tensor>>("TokenLogps");
    private static readonly Func<Tensor, Tensor, Tensor?, Tensor>? LinearRelu = FindLinear("LinearRelu"),
        LinearGelu = FindLinear("LinearGelu"), LinearSilu = FindLinear("LinearSilu");

    /// <summary>log pi(y_t | x, y_&lt;t): the log-softmax of logits at the tokens that were said.</summary>
    /// <param name="logits">Scores of all tokens, <c>[..., vocabulary]</c>.</param>
    /// <param name="tokens">The tokens, int64 <c>[...]</c>.</param>
    /// <returns><c>[...]</c>, at most 0.</returns>
    public static Tensor TokenLogProbabilities(Tensor logits, Tensor tokens) =>
        TokenLogps is { } fused ? fused(logits, tokens) : Composed.TokenLogProbabilities(logits, tokens);

    /// <summary>activation(input weightᵀ + bias): the first layer of a feed-forward network.</summary>
    /// <param name="input"><c>[..., inputs]</c>.</param>
    /// <param name="weight"><c>[outputs, inputs]</c>.</param>
    /// <param name="bias"><c>[outputs]</c>, or null.</param>
    /// <param name="activation">What follows the product.</param>
    /// <returns><c>[..., outputs]</c>.</returns>
    public static Tensor Linear(Tensor input, Tensor weight, Tensor? bias, Activation activation) =>
        activation switch
        {
            Activation.Relu => LinearRelu,
            Activation.Gelu => LinearGelu,
            Activation.Silu => LinearSilu,
            _ => throw Unknown(activation),
        } is { } fused ? fused(input, weight, bias) : Composed.Linear(input, weight, bias, activation);

    private static Func<Tensor, Tensor, Tensor?, Tensor>? FindLinear(string name) =>
        Find<Func<Tensor, Tensor, Tensor?, Tensor>>(name);

    private static T? Find<T>(string name) where T : Delegate => Fused?.GetMethod(name)?.CreateDelegate<T>();

    private static ArgumentOutOfRangeException Unknown(Activation activation) =>
        new(nameof(activation), activation, "There is no such activation.");

    /// <summary>The same of operations that every engine has.</summary>
    internal static class Composed
    {
        internal static Tensor TokenLogProbabilities(Tensor logits, Tensor tokens) =>
            nn.functional.log_softmax(logits, -1).gather(-1, tokens.unsqueeze(-1)).squeeze(-1);

        internal static Tensor Linear(Tensor input, Tensor weight, Tensor? bias, Activation activation)
        {
            Tensor inner = nn.functional.linear(input, weight, bias);
            return activation switch
            {
                Activation.Relu => nn.functional.relu(inner),
                Activation.Gelu => nn.functional.gelu(inner),
                Activation.Silu => nn.functional.silu(inner),
                _ => throw Unknown(activation),
            };
        }
    }
}
