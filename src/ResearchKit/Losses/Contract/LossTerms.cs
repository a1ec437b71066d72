using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Losses.Contract;

/// <summary>What a loss returns: the value per pair, and the numbers that explain it.</summary>
public sealed class LossTerms
{
    /// <summary>Collects the terms of one batch.</summary>
    /// <param name="loss">Loss per pair, <c>[batch]</c>; training minimizes its mean.</param>
    /// <param name="rewards">The reward of each view as this loss defines it, <c>[batch]</c>.</param>
    /// <param name="extras">
    /// Further named numbers per pair, <c>[batch]</c>. A name <c>weights/&lt;view&gt;</c> is the share with which a
    /// view enters the gradient, where the paper gives it in closed form.
    /// </param>
    public LossTerms(Tensor loss, (View View, Tensor Value)[] rewards, params (string Name, Tensor Value)[] extras)
    {
        Loss = loss;
        Rewards = rewards.ToDictionary(r => r.View.Name, r => r.Value.detach());
        Extras = extras.ToDictionary(e => e.Name, e => e.Value.detach());
    }

    /// <summary>Loss per pair, <c>[batch]</c>, with its graph; training minimizes the mean.</summary>
    public Tensor Loss { get; }

    /// <summary>
    /// Reward per view name, <c>[batch]</c>, detached: the quantity whose order this loss tries to set right.
    /// </summary>
    public IReadOnlyDictionary<string, Tensor> Rewards { get; }

    /// <summary>Further named numbers per pair, <c>[batch]</c>, detached: adaptive weights, parts of a sum.</summary>
    public IReadOnlyDictionary<string, Tensor> Extras { get; }
}
