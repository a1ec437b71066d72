using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ResearchKit.Models.Bandits;

/// <summary>
/// One free logit per prompt and response: pi(y | x) = softmax(z(x, .))_y. Nothing is shared between prompts, so what
/// happens at one prompt follows from the pairs of that prompt alone.
/// </summary>
public sealed class TabularPolicy : BanditPolicy
{
    private readonly Parameter logits;

    /// <summary>A policy with the given logits, copied.</summary>
    /// <param name="logits"><c>[prompts, responses]</c>; log-probabilities are logits too.</param>
    public TabularPolicy(Tensor logits)
        : base(nameof(TabularPolicy), (int)logits.shape[0], (int)logits.shape[1])
    {
        this.logits = Owned(logits.detach().clone());
        register_parameter("logits", this.logits);
    }

    /// <inheritdoc/>
    public override Tensor LogProbabilities() => nn.functional.log_softmax(logits, 1);
}
