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
    private readonly MethodsLab lab;
    private readonly double beta;
    private readonly double[,] rewards;
    private readonly BanditPreferences all;
    private readonly BanditPreferences clear;
    private readonly int[] unclear;

    /// <summary>Draws a labeled sample and fits the reward model.</summary>
    /// <param name="lab">The world.</param>
    /// <param name="beta">Strength of the pull to the reference, of both stages.</param>
    /// <param name="pairsPerPrompt">Labels per prompt.</param>
    public MixedOptimization(MethodsLab lab, double beta, int pairsPerPrompt)
    {
        (this.lab, this.beta) = (lab, beta);
        all = PreferenceSampling.Sample(
            lab.Truth, lab.Reference.Probabilities(), pairsPerPrompt, lab.Draws(MethodsLab.Stream.Labels));
        rewards = RewardModel.Fit(all);
        double Margin(BanditPair p) => Math.Abs(rewards[p.Prompt, p.Chosen] - rewards[p.Prompt, p.Rejected]);
        var median = all.Pairs.Select(Margin).Order().ElementAt(all.Pairs.Count / 2);
        BanditPair[] large = [.. all.Pairs.Where(p => Margin(p) >= median)];
        clear = new BanditPreferences(all.Prompts, all.Responses, large);
        unclear = [.. all.Pairs.Where(p => Margin(p) < median).Select(p => p.Prompt).Distinct().Order()];
    }

    /// <summary>The objective E[r] - beta KL to the lab's reference, by the true rewards.</summary>
    public double Objective(BanditPolicy policy) =>
        KlRegularizedOptimum.Objective(policy, lab.Reference, lab.Truth.Rewards, beta);

    /// <summary>DPO on the clear pairs, then PPO on the prompts of the others.</summary>
    public TabularPolicy Mixed() => Ppo(Dpo(null, clear), unclear);

    /// <summary>DPO on all pairs.</summary>
    public TabularPolicy DpoOnly() => Dpo(null, all);

    /// <summary>PPO on all prompts.</summary>
    public TabularPolicy PpoOnly() => Ppo(lab.Start(), null);

    /// <summary>PPO on the prompts of the unclear pairs, then DPO on the clear ones.</summary>
    public TabularPolicy Swapped() => Dpo(Ppo(lab.Start(), unclear), clear);

    private TabularPolicy Dpo(TabularPolicy? start, BanditPreferences data)
    {
        var policy = lab.Start(start);
        lab.Train(new DpoLoss(beta), policy, MethodsLab.Batch(data), 400, 0.02, policy.Freeze());
        return policy;
    }

    private TabularPolicy Ppo(TabularPolicy start, int[]? prompts)
    {
        var (policy, reference) = (lab.Start(start), start.Freeze());
        lab.Train(
            new PpoLoss(), policy,
            new RolloutBatches(policy, reference, rewards, new(0, 4, beta, Advantages.Centered), prompts: prompts),
            400, 0.02, reference);
        return policy;
    }
}
