using ResearchKit.Datasets;
using ResearchKit.Datasets.Bandits;
using ResearchKit.Losses;
using ResearchKit.Models.Bandits;
using static TorchSharp.torch;

namespace ResearchKit.Experiments.Bandits.Methods;

/// <summary>
/// The margin that MADPO (arXiv 2510.05342) makes of a reward margin m: two responses, labels that follow
/// Bradley-Terry, the expected loss at its optimum.
/// </summary>
public static class EffectiveMargin
{
    /// <summary>The reward margin b h of the trained policy, for each given margin of the truth.</summary>
    /// <param name="loss">MADPO with its constants.</param>
    /// <param name="margins">m, one prompt each.</param>
    public static double[] Of(MarginAdaptiveDpoLoss loss, double[] margins)
    {
        var rewards = new double[margins.Length, 2];
        for (var x = 0; x < margins.Length; x++)
            rewards[x, 0] = margins[x];
        var data = PreferenceSampling.Population(new BradleyTerryTruth(rewards));
        var policy = new TabularPolicy(zeros(margins.Length, 2, float64));
        var lab = new MethodsLab(0, margins.Length, 2);
        var batch = new Training.Bandits.BanditBatch(data.Pairs, 2, data.Weights, float64)
        {
            Columns = new Dictionary<string, double[]>
            {
                ["reward_margin"] = [.. data.Pairs.Select(p => margins[p.Prompt] * (p.Chosen == 0 ? 1 : -1))],
            },
        };
        lab.Train(loss, policy, batch, steps: 3000, learningRate: 0.05, reference: policy.Freeze());
        var table = policy.LogProbabilities().ToTable();
        return [.. margins.Select((_, x) => loss.Beta * (table[x, 0] - table[x, 1]))];
    }
}
