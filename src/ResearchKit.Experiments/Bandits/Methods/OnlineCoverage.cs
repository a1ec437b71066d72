using ResearchKit.Datasets.Bandits;
using ResearchKit.Losses;
using ResearchKit.Losses.Contract;
using ResearchKit.Training;
using ResearchKit.Training.Bandits;
using TorchSharp;

namespace ResearchKit.Experiments.Bandits.Methods;

/// <summary>
/// What offline pairs do not cover (HyPO, arXiv 2406.01462): the network of the bandit lab, pairs of common responses,
/// and the mass that ends on responses which the reference hardly ever says. DPO has no term that sees them; HyPO adds
/// the divergence along the policy's own answers.
/// </summary>
public static class OnlineCoverage
{
    /// <summary>The mass of rare responses before and after training.</summary>
    /// <param name="lab">The world.</param>
    /// <param name="beta">Strength of the pull to the reference in the preference.</param>
    /// <param name="lambda">Weight of the divergence; 0 is DPO.</param>
    /// <param name="steps">Updates.</param>
    public static (double Before, double After) RareMass(BanditLab lab, double beta, double lambda, int steps)
    {
        var data = lab.Pairs(PairScenario.All[0]);
        using var policy = lab.StartNetwork();
        var before = Mass(lab, policy.Probabilities());
        var batch = Batch(data, policy.parameters().First().dtype);
        new PreferenceTrainer<BanditBatch>(
            new HybridLoss(beta, lambda), new BanditScorer(policy), policy.parameters(),
                new BanditScorer(lab.Reference))
            .Run(new RepeatedBatch<BanditBatch>(batch), new TrainingOptions(steps, 1e-3) { RecordEvery = steps });
        return (before, Mass(lab, policy.Probabilities()));
    }

    // Every prompt has a pair, and the divergence is that of whole distributions: which answer stands for the prompt's
    // sample does not matter.
    private static BanditBatch Batch(BanditPreferences data, torch.ScalarType dtype) => new(
        data.Responses, [.. data.Pairs.Select(p => p.Prompt)],
        new Dictionary<string, int[]>
        {
            [View.ChosenAnswer] = [.. data.Pairs.Select(p => p.Chosen)],
            [View.RejectedAnswer] = [.. data.Pairs.Select(p => p.Rejected)],
            [View.Sample.Answer] = [.. data.Pairs.Select(p => p.Chosen)],
        },
        dtype);

    private static double Mass(BanditLab lab, double[,] probabilities)
    {
        var sum = 0.0;
        for (var x = 0; x < probabilities.GetLength(0); x++)
            for (var y = 0; y < probabilities.GetLength(1); y++)
                if (!lab.Demonstrations.Common[x, y])
                    sum += probabilities[x, y];
        return sum / probabilities.GetLength(0);
    }
}
