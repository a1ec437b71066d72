using ResearchKit.Datasets.Bandits;
using ResearchKit.Losses;
using ResearchKit.Models.Bandits;
using ResearchKit.Training.Bandits;

namespace ResearchKit.Experiments.Bandits.Methods;

/// <summary>
/// Two objectives in one advantage: fixed weights, or weights that follow each objective's spread in the group (DVAO,
/// arXiv 2605.25604). The second objective is harder to tell apart: its rewards are a tenth as far from each other.
/// </summary>
/// <param name="lab">The world.</param>
public sealed class VarianceWeighting(MethodsLab lab)
{
    private const double Faint = 0.1;

    private readonly double[,] _second = Scaled(MultiObjectiveFront.Second(lab));

    /// <summary>Expected rewards of both objectives after training with a weight on the first.</summary>
    /// <param name="weight">Weight of the first objective; the second gets the rest.</param>
    /// <param name="adaptive">Whether the weights follow the spread.</param>
    public (double First, double Second) Train(double weight, bool adaptive)
    {
        double[] weights = [weight, 1 - weight];
        var policy = lab.Start();
        lab.Train(
            new GrpoLoss(Beta: 0), policy,
            new TwoObjectives(policy, lab.Truth.Rewards, _second, (objectives, shares) => adaptive
                ? Advantages.VarianceWeighted(objectives, weights, shares)
                : Advantages.FixedWeights(objectives, weights, shares)),
            steps: 200, learningRate: 0.02);
        return (policy.ExpectedReward(lab.Truth.Rewards), policy.ExpectedReward(_second));
    }

    /// <summary>
    /// The largest ratio of mean squared advantages, adaptive over fixed weights, over the lab's groups: at most 1 if
    /// the adaptive ones are bounded by the plain combination.
    /// </summary>
    public double LargestSizeRatio(double weight)
    {
        double[] weights = [weight, 1 - weight];
        var shares = lab.Reference.Probabilities();
        return Enumerable.Range(0, lab.Truth.Prompts).Max(x =>
        {
            double[] share = [.. Enumerable.Range(0, lab.Truth.Responses).Select(y => shares[x, y])];
            double[][] objectives = [[.. share.Select((_, y) => lab.Truth.Rewards[x, y])], [.. share.Select((_,
                y) => _second[x, y])]];
            var adaptive = Advantages.VarianceWeighted(objectives, weights, share);
            return share.Zip(adaptive, (s, a) => s * a * a).Sum();
        });
    }

    private static double[,] Scaled(double[,] table)
    {
        for (var x = 0; x < table.GetLength(0); x++)
            for (var y = 0; y < table.GetLength(1); y++)
                table[x, y] *= Faint;
        return table;
    }

    /// <summary>Infinite groups whose advantages come from two objectives.</summary>
    private sealed class TwoObjectives(
        BanditPolicy policy, double[,] first, double[,] second,
        Func<IReadOnlyList<double[]>, IReadOnlyList<double>, double[]> combine) : Training.IBatchSource<BanditBatch>
    {
        public BanditBatch Next() => new RolloutBatches(policy, policy.Freeze(), first, new(0, 1, 0, Estimate)).Next();

        private int _asked;

        // Groups come prompt by prompt, in order.
        private double[] Estimate(IReadOnlyList<double> rewards, IReadOnlyList<double> shares)
        {
            var x = _asked++ % policy.Prompts;
            return combine([[.. rewards], [.. Enumerable.Range(0, rewards.Count).Select(y => second[x, y])]], shares);
        }
    }
}
