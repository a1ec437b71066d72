using ResearchKit.Datasets;
using ResearchKit.Datasets.Bandits;
using ResearchKit.Losses;
using ResearchKit.Losses.Contract;
using ResearchKit.Models.Bandits;
using ResearchKit.Training.Bandits;
using static TorchSharp.torch;

namespace ResearchKit.Experiments.Bandits.Methods;

/// <summary>
/// Optimism online and pessimism offline (VPO, arXiv 2405.19320): DPO with a term that moves the reward of calibration
/// answers down or up. With weight 0 it is DPO, the baseline in both settings.
/// </summary>
public static class ValueIncentive
{
    /// <summary>
    /// The regret of every round online: an answer of the current policy and one of the reference are compared by an
    /// annotator, and the policy is trained on all comparisons so far.
    /// </summary>
    /// <param name="lab">The world.</param>
    /// <param name="beta">Strength of the pull to the reference.</param>
    /// <param name="alpha">Weight of optimism against one comparison per prompt.</param>
    /// <param name="rounds">Rounds.</param>
    public static double[] OnlineRegret(MethodsLab lab, double beta, double alpha, int rounds)
    {
        var draws = lab.Draws(MethodsLab.Stream.Labels);
        var pairs = new List<BanditPair>();
        var policy = lab.Start();
        var best = KlRegularizedOptimum.Objective(lab.Optimum(beta), lab.Reference, lab.Truth.Rewards, beta);
        var regrets = new double[rounds];
        for (var round = 0; round < rounds; round++)
        {
            regrets[round] =
                best - KlRegularizedOptimum.Objective(policy, lab.Reference, lab.Truth.Rewards, beta);
            Compare(lab, policy, draws, pairs);
            // The paper weighs the term against the sum over all comparisons, the trainer against their mean.
            lab.Train(new VpoLoss(beta, alpha / (round + 1), Online: true), policy, Batch(lab, pairs, draws), 60, 0.1);
        }
        return regrets;
    }

    /// <summary>
    /// The objective E[r] - beta KL after training on a finite sample in which half of the responses never occur.
    /// </summary>
    /// <param name="lab">The world.</param>
    /// <param name="loss">DPO, RPO, or VPO, which is offered calibration answers of the reference.</param>
    /// <param name="beta">Strength of the pull to the reference.</param>
    /// <param name="pairsPerPrompt">Labels per prompt.</param>
    public static double OfflineObjective(MethodsLab lab, PreferenceLoss loss, double beta, int pairsPerPrompt)
    {
        var draws = lab.Draws(MethodsLab.Stream.Labels);
        var behavior = lab.Reference.Probabilities();
        for (var x = 0; x < lab.Truth.Prompts; x++)
            foreach (var y in draws.Permutation(lab.Truth.Responses).Take(lab.Truth.Responses / 2))
                behavior[x, y] = 0;
        var data = PreferenceSampling.Sample(lab.Truth, behavior, pairsPerPrompt, draws);
        var policy = lab.Start();
        lab.Train(loss, policy, Batch(lab, data.Pairs, draws));
        return KlRegularizedOptimum.Objective(policy, lab.Reference, lab.Truth.Rewards, beta);
    }

    private static void Compare(MethodsLab lab, BanditPolicy policy, SeededDraws draws, List<BanditPair> pairs)
    {
        var (current, reference) = (policy.Probabilities(), lab.Reference.Probabilities());
        for (var x = 0; x < lab.Truth.Prompts; x++)
        {
            var (a, b) = (Draw(current, x), Draw(reference, x));
            if (a != b)
                pairs.Add(draws.Uniform() < lab.Truth.Preference(x, a, b) ? new(x, a, b) : new(x, b, a));
        }

        int Draw(double[,] from, int x) =>
            draws.Categorical([.. Enumerable.Range(0, lab.Truth.Responses).Select(y => from[x, y])]);
    }

    private static BanditBatch Batch(MethodsLab lab, IReadOnlyList<BanditPair> pairs, SeededDraws draws)
    {
        var reference = lab.Reference.Probabilities();
        int[] calibration = [.. pairs.Select(p => draws.Categorical(
            [.. Enumerable.Range(0, lab.Truth.Responses).Select(y => reference[p.Prompt, y])]))];
        return new BanditBatch(
            lab.Truth.Responses, [.. pairs.Select(p => p.Prompt)],
            new Dictionary<string, int[]>
            {
                [View.ChosenAnswer] = [.. pairs.Select(p => p.Chosen)],
                [View.RejectedAnswer] = [.. pairs.Select(p => p.Rejected)],
                [VpoLoss.Calibration.Answer] = calibration,
            },
            float64);
    }
}
