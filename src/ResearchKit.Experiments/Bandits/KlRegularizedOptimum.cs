using ResearchKit.Datasets;
using ResearchKit.Models.Bandits;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Experiments.Bandits;

/// <summary>
/// What reinforcement learning from human feedback aims at, exactly. The policy that maximizes
/// E_pi[r(x, y)] - beta KL(pi || pi_ref) is pi*(y | x) = pi_ref(y | x) exp(r(x, y) / beta) / Z(x) (DPO,
/// arXiv 2305.18290, Eq. 4); a bandit is small enough to sum Z.
/// </summary>
public static class KlRegularizedOptimum
{
    /// <summary>The optimum for given rewards.</summary>
    /// <param name="reference">The reference policy.</param>
    /// <param name="rewards"><c>[prompts, responses]</c>; a constant per prompt changes nothing.</param>
    /// <param name="beta">Strength of the pull to the reference, above 0.</param>
    public static FrozenPolicy Of(FrozenPolicy reference, double[,] rewards, double beta)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(beta);
        if (rewards.GetLength(0) != reference.Prompts || rewards.GetLength(1) != reference.Responses)
            throw new ArgumentException(
                $"Rewards are [{rewards.GetLength(0)}, {rewards.GetLength(1)}], " +
                $"the reference is [{reference.Prompts}, {reference.Responses}].", nameof(rewards));
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var logits = reference.LogProbabilities().to_type(float64) + rewards.ToTensor() / beta;
        return new FrozenPolicy(nn.functional.log_softmax(logits, 1));
    }

    /// <summary>The objective E_pi[r] - beta KL(pi || pi_ref), averaged over prompts.</summary>
    public static double Objective(BanditPolicy policy, FrozenPolicy reference, double[,] rewards, double beta)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var logps = policy.LogProbabilities().to_type(float64);
        var gain = rewards.ToTensor() - (logps - reference.LogProbabilities().to_type(float64)) * beta;
        return (logps.exp() * gain).sum(1).mean().Number();
    }
}
