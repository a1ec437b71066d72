using ResearchKit.Datasets.Bandits;
using ResearchKit.Losses.Contract;

namespace ResearchKit.Experiments.Bandits.Methods;

/// <summary>
/// Labels of which a share is flipped at random, and losses that know it (rDPO, arXiv 2403.00409): on expected losses
/// the distance to the optimum of clean labels, on samples the reward.
/// </summary>
public static class RobustLabels
{
    /// <summary>
    /// All comparisons with a share of the labels flipped: (1 - e) of each pair's weight, e of its reverse's.
    /// </summary>
    public static BanditPreferences Flipped(BradleyTerryTruth truth, double rate)
    {
        var clean = PreferenceSampling.Population(truth);
        var weight = clean.Pairs.Zip(clean.Weights).ToDictionary(p => p.First, p => p.Second);
        return new BanditPreferences(
            truth.Prompts, truth.Responses, clean.Pairs,
            [.. clean.Pairs.Select(p => (1 - rate) * weight[p] + rate * weight[new(p.Prompt, p.Rejected, p.Chosen)])]);
    }

    /// <summary>A finite sample with each label flipped at the given rate.</summary>
    public static BanditPreferences FlippedSample(MethodsLab lab, int pairsPerPrompt, double rate)
    {
        var draws = lab.Draws(MethodsLab.Stream.Labels);
        var sample = PreferenceSampling.Sample(
            lab.Truth, lab.Reference.Probabilities(), pairsPerPrompt, draws);
        return new BanditPreferences(sample.Prompts, sample.Responses,
            [.. sample.Pairs.Select(p => draws.Uniform() < rate ? new BanditPair(p.Prompt, p.Rejected, p.Chosen) : p)]);
    }

    /// <summary>Total variation to the clean optimum after training on the expected loss of flipped labels.</summary>
    public static double DistanceOnExpectedLoss(MethodsLab lab, PreferenceLoss loss, double beta, double rate)
    {
        var policy = lab.Start();
        lab.Train(loss, policy, MethodsLab.Batch(Flipped(lab.Truth, rate)), steps: 1500);
        return policy.TotalVariation(lab.Optimum(beta));
    }

    /// <summary>Expected true reward after training on a sample of flipped labels.</summary>
    public static double RewardOnSample(MethodsLab lab, PreferenceLoss loss, int pairsPerPrompt, double rate, int steps)
    {
        var policy = lab.Start();
        lab.Train(loss, policy, MethodsLab.Batch(FlippedSample(lab, pairsPerPrompt, rate)), steps);
        return policy.ExpectedReward(lab.Truth.Rewards);
    }
}
