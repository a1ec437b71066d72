using ResearchKit.Datasets.Bandits;
using ResearchKit.Losses;
using ResearchKit.Models.Bandits;
using ResearchKit.Training.Bandits;

namespace ResearchKit.Experiments.Bandits.Methods;

/// <summary>
/// Mixed Preference Optimization: a reward model splits the pairs of a sample by its margin; DPO learns from the clear
/// ones, and PPO under the reward model goes on from there on the prompts of the unclear ones, with the DPO policy as
/// its reference. Against DPO alone, PPO alone and the swapped order.
/// </summary>
public sealed class MixedOptimization
{
    private readonly MethodsLab _lab;
    private readonly double _beta;
    private readonly double[,] _rewards;
    private readonly BanditPreferences _all;
    private readonly BanditPreferences _clear;
    private readonly int[] _unclear;

    /// <summary>Draws a labeled sample and fits the reward model.</summary>
    /// <param name="lab">The world.</param>
    /// <param name="beta">Strength of the pull to the reference, of both stages.</param>
    /// <param name="pairsPerPrompt">Labels per prompt.</param>
    public MixedOptimization(MethodsLab lab, double beta, int pairsPerPrompt)
    {
        (_lab, _beta) = (lab, beta);
        _all = PreferenceSampling.Sample(
            lab.Truth, lab.Reference.Probabilities(), pairsPerPrompt, lab.Draws(MethodsLab.Stream.Labels));
        _rewards = RewardModel.Fit(_all);
        double Margin(BanditPair p) => Math.Abs(_rewards[p.Prompt, p.Chosen] - _rewards[p.Prompt, p.Rejected]);
        var median = _all.Pairs.Select(Margin).Order().ElementAt(_all.Pairs.Count / 2);
        BanditPair[] large = [.. _all.Pairs.Where(p => Margin(p) >= median)];
        _clear = new BanditPreferences(_all.Prompts, _all.Responses, large);
        _unclear = [.. _all.Pairs.Where(p => Margin(p) < median).Select(p => p.Prompt).Distinct().Order()];
    }

    /// <summary>The objective E[r] - beta KL to the lab's reference, by the true rewards.</summary>
    public double Objective(BanditPolicy policy) =>
        KlRegularizedOptimum.Objective(policy, _lab.Reference, _lab.Truth.Rewards, _beta);

    /// <summary>DPO on the clear pairs, then PPO on the prompts of the others.</summary>
    public TabularPolicy Mixed() => Ppo(Dpo(null, _clear), _unclear);

    /// <summary>DPO on all pairs.</summary>
    public TabularPolicy DpoOnly() => Dpo(null, _all);

    /// <summary>PPO on all prompts.</summary>
    public TabularPolicy PpoOnly() => Ppo(_lab.Start(), null);

    /// <summary>PPO on the prompts of the unclear pairs, then DPO on the clear ones.</summary>
    public TabularPolicy Swapped() => Dpo(Ppo(_lab.Start(), _unclear), _clear);

    private TabularPolicy Dpo(TabularPolicy? start, BanditPreferences data)
    {
        var policy = _lab.Start(start);
        _lab.Train(new DpoLoss(_beta), policy, MethodsLab.Batch(data), 400, 0.02, policy.Freeze());
        return policy;
    }

    private TabularPolicy Ppo(TabularPolicy start, int[]? prompts)
    {
        var (policy, reference) = (_lab.Start(start), start.Freeze());
        _lab.Train(
            new PpoLoss(), policy,
            new RolloutBatches(policy, reference, _rewards, new(0, 4, _beta, Advantages.Centered), prompts: prompts),
            400, 0.02, reference);
        return policy;
    }
}
