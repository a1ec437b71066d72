using ResearchKit.Datasets.Bandits;
using ResearchKit.Losses;
using ResearchKit.Models.Bandits;
using ResearchKit.Training;
using ResearchKit.Training.Bandits;

namespace ResearchKit.Experiments.Bandits.Methods;

/// <summary>
/// Supervised fine-tuning before DPO: how far it goes, and by which divergence from the demonstrations, decides where
/// DPO starts and what it is held to. Demonstrations are the first of two stages; their policy is the reference of the
/// second.
/// </summary>
public static class SupervisedBridge
{
    private const double Beta = 0.3;

    /// <summary>True reward after a supervised stage and DPO on pairs that its policy has sampled.</summary>
    /// <param name="lab">The world; its optimum at beta 1 makes the demonstrations.</param>
    /// <param name="divergence">The supervised objective.</param>
    /// <param name="learningRate">Step size of the supervised stage.</param>
    public static double Reward(MethodsLab lab, ImitationDivergence divergence, double learningRate)
    {
        var policy = lab.Start();
        Fit(lab, policy, new ImplicitRewardSftLoss(Beta: Beta, Divergence: divergence), learningRate);
        var reference = policy.Freeze();
        var data = PreferenceSampling.Sample(
            lab.Truth, reference.Probabilities(), 16, lab.Draws(MethodsLab.Stream.Labels));
        lab.Train(new DpoLoss(Beta), policy, MethodsLab.Batch(data), 200, 0.02, reference);
        return policy.ExpectedReward(lab.Truth.Rewards);
    }

    private static void Fit(MethodsLab lab, TabularPolicy policy, ImplicitRewardSftLoss loss, double learningRate) =>
        new PreferenceTrainer<BanditBatch>(
            loss, new BanditScorer(policy), policy.parameters(), new BanditScorer(lab.Reference)).Run(
            new RepeatedBatch<BanditBatch>(MethodsLab.Batch(Demonstrations(lab.Optimum(1).Probabilities()))),
            new TrainingOptions(200, learningRate)
            {
                Optimizer = OptimizerKind.Sgd, RecordEvery = 200, StartsAtReference = false,
            });

    /// <summary>Every response as a chosen one, weighted by its share of the demonstrations.</summary>
    private static BanditPreferences Demonstrations(double[,] shares)
    {
        var (prompts, responses) = (shares.GetLength(0), shares.GetLength(1));
        var cells = Enumerable.Range(0, prompts).SelectMany(x => Enumerable.Range(0, responses).Select(y => (x, y)))
            .ToArray();
        return new(prompts, responses, [.. cells.Select(c => new BanditPair(c.x, c.y, (c.y + 1) % responses))],
            [.. cells.Select(c => shares[c.x, c.y])]);
    }
}
