using ResearchKit.Datasets.Bandits;
using ResearchKit.Losses;
using ResearchKit.Models.Bandits;
using ResearchKit.Training.Bandits;
using static TorchSharp.torch;

namespace ResearchKit.Experiments.Bandits.Methods;

/// <summary>
/// Two objectives and their trade-off (MODPO, arXiv 2310.03708): one loss per weight, on labels of the first objective
/// with the second as a margin, against the closed form of multi-objective RLHF, ref exp((w r_1 + (1 - w) r_2)/beta)/Z.
/// </summary>
public static class MultiObjectiveFront
{
    /// <summary>The second objective of a lab.</summary>
    public static double[,] Second(MethodsLab lab) =>
        lab.Draws(MethodsLab.Stream.Second).NormalTable(lab.Truth.Prompts, lab.Truth.Responses);

    /// <summary>The exact policy of the combined reward.</summary>
    public static FrozenPolicy Exact(MethodsLab lab, double weight, double beta) =>
        KlRegularizedOptimum.Of(lab.Reference, Combined(lab, weight), beta);

    /// <summary>MODPO trained on all comparisons.</summary>
    /// <param name="lab">The world.</param>
    /// <param name="weight">w, weight of the first objective, in (0, 1].</param>
    /// <param name="beta">Strength of the pull to the reference.</param>
    public static TabularPolicy Modpo(MethodsLab lab, double weight, double beta)
    {
        var second = Second(lab);
        var data = PreferenceSampling.Population(lab.Truth);
        var batch = new BanditBatch(data.Pairs, data.Responses, data.Weights, float64)
        {
            Columns = new Dictionary<string, double[]>
            {
                ["other_margin"] =
                    [.. data.Pairs.Select(p => (1 - weight) * (second[p.Prompt, p.Chosen] - second[p.Prompt,
                        p.Rejected]))],
            },
        };
        var policy = lab.Start();
        lab.Train(new ModpoLoss(beta, weight), policy, batch, steps: 1500);
        return policy;
    }

    private static double[,] Combined(MethodsLab lab, double weight)
    {
        var combined = Second(lab);
        for (var x = 0; x < lab.Truth.Prompts; x++)
            for (var y = 0; y < lab.Truth.Responses; y++)
                combined[x, y] = weight * lab.Truth.Rewards[x, y] + (1 - weight) * combined[x, y];
        return combined;
    }
}
