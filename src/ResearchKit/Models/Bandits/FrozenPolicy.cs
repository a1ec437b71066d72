using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Models.Bandits;

/// <summary>
/// A policy without parameters: a table of log-probabilities. Reference policies and exact optima are of this kind.
/// </summary>
public sealed class FrozenPolicy : BanditPolicy
{
    private readonly Tensor logProbabilities;

    /// <summary>A policy with the given log-probabilities, copied.</summary>
    /// <param name="logProbabilities"><c>[prompts, responses]</c>.</param>
    public FrozenPolicy(Tensor logProbabilities)
        : base(nameof(FrozenPolicy), (int)logProbabilities.shape[0], (int)logProbabilities.shape[1])
    {
        this.logProbabilities = logProbabilities.detach().clone().DetachFromDisposeScope();
        register_buffer("log_probabilities", this.logProbabilities);
    }

    /// <inheritdoc/>
    public override Tensor LogProbabilities() => logProbabilities;
}
