using ResearchKit.Datasets;
using ResearchKit.Datasets.Bandits;
using ResearchKit.Losses;
using ResearchKit.Losses.Contract;
using ResearchKit.Models.Bandits;
using ResearchKit.Training.Bandits;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Experiments.Bandits.Methods;

/// <summary>
/// Preferences that no reward explains: P(y beats z) with cycles. The policy to look for is the Nash policy, which no
/// answer beats in more than half of the comparisons. Direct Nash Optimization (arXiv 2404.03715) goes after it in
/// rounds; RLHF with a Bradley-Terry reward does not know it.
/// </summary>
public sealed class NashOptimization
{
    private readonly MethodsLab _lab;
    private readonly double[,] _preference;

    /// <summary>A preference of one prompt: sigmoid of an antisymmetric matrix of normal numbers.</summary>
    public NashOptimization(MethodsLab lab)
    {
        _lab = lab;
        var n = lab.Truth.Responses;
        var draws = lab.Draws(MethodsLab.Stream.Second).NormalTable(n, n).ToTensor();
        _preference = (2 * (draws - draws.t())).sigmoid().ToTable();
    }

    /// <summary>
    /// How often the best reply beats the policy, minus 1/2: at least 0, and 0 only for the Nash policy.
    /// </summary>
    public double Exploitability(double[] policy) => WinRates(policy).Max() - 0.5;

    /// <summary>
    /// Exploitability of the average policy after each round of DNO: answers are scored by their win rate against the
    /// current policy, the loss is trained on all pairs, and the result is the next round's reference.
    /// </summary>
    public double[] Dno(int rounds, double eta)
    {
        var n = _preference.GetLength(0);
        var policy = new TabularPolicy(zeros(1, n, float64));
        var average = new double[n];
        var path = new double[rounds];
        for (var round = 0; round < rounds; round++)
        {
            var current = Row(policy);
            for (var y = 0; y < n; y++)
                average[y] += (current[y] - average[y]) / (round + 1);
            path[round] = Exploitability(average);
            _lab.Train(new DnoLoss(eta), policy, Batch(WinRates(current)), 200, 0.05, policy.Freeze());
        }
        return path;
    }

    /// <summary>Exploitability of the limit of RLHF: the answer that a Bradley-Terry reward puts first.</summary>
    public double OfReward()
    {
        var n = _preference.GetLength(0);
        var (pairs, weights) = (new List<BanditPair>(), new List<double>());
        for (var y = 0; y < n; y++)
            for (var z = 0; z < n; z++)
                if (y != z)
                {
                    pairs.Add(new(0, y, z));
                    weights.Add(_preference[y, z]);
                }
        var rewards = RewardModel.Fit(new BanditPreferences(1, n, pairs, weights), precision: 1e-6);
        var best = Enumerable.Range(0, n).MaxBy(y => rewards[0, y]);
        return Exploitability([.. Enumerable.Range(0, n).Select(y => y == best ? 1.0 : 0)]);
    }

    private double[] WinRates(double[] policy) =>
    [
        .. Enumerable.Range(0, policy.Length).Select(
            y => Enumerable.Range(0, policy.Length).Sum(z => _preference[y, z] * policy[z])),
    ];

    private static BanditBatch Batch(double[] winRates)
    {
        var n = winRates.Length;
        var scores = new double[1, n];
        for (var y = 0; y < n; y++)
            scores[0, y] = winRates[y];
        BanditPair[] pairs = [.. from y in Enumerable.Range(0, n) from z in Enumerable.Range(0,
            n) where y != z select new BanditPair(0, y, z)];
        return new BanditBatch(pairs, n, null, float64)
        {
            Tables = new Dictionary<string,
            double[,]>
            { ["score"] = scores }
        };
    }

    private static double[] Row(BanditPolicy policy)
    {
        var table = policy.Probabilities();
        return [.. Enumerable.Range(0, policy.Responses).Select(y => table[0, y])];
    }
}
