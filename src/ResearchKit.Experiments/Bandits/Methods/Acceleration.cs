using ResearchKit.Datasets;
using ResearchKit.Models.Bandits;
using static TorchSharp.torch;

namespace ResearchKit.Experiments.Bandits.Methods;

/// <summary>
/// Iterated preference optimization with momentum (APO, accelerated): each round solves a preference optimization with
/// the last policy as reference, q_{t+1} = argmin PO(ref = pi_t), and extrapolates, pi_{t+1} ~ q_{t+1} (q_{t+1}/q_t)^a.
/// With every comparison the inner problem has the closed form pi_t exp(r/beta)/Z, which is used here.
/// </summary>
public static class Acceleration
{
    /// <summary>Rounds until the mean regret falls below a bound.</summary>
    /// <param name="lab">The world.</param>
    /// <param name="beta">beta of each round.</param>
    /// <param name="momentum">a; 0 is plain iterated DPO.</param>
    /// <param name="bound">The regret to reach.</param>
    /// <param name="limit">Rounds after which it gives up.</param>
    public static int Rounds(MethodsLab lab, double beta, double momentum, double bound, int limit = 1000)
    {
        FrozenPolicy policy = lab.Reference, last = lab.Reference;
        for (var round = 0; round < limit; round++)
        {
            if (PolicyMeasures.Regret(lab.Truth, policy) < bound)
                return round;
            var next = KlRegularizedOptimum.Of(policy, lab.Truth.Rewards, beta);
            policy = Extrapolate(next, last, momentum);
            last = next;
        }
        return limit;
    }

    private static FrozenPolicy Extrapolate(FrozenPolicy next, FrozenPolicy last, double momentum)
    {
        using var scope = NewDisposeScope();
        var logits = next.LogProbabilities() + momentum * (next.LogProbabilities() - last.LogProbabilities());
        return new FrozenPolicy(nn.functional.log_softmax(logits, 1));
    }
}
