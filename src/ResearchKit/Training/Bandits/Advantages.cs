using ResearchKit.Datasets;
using static TorchSharp.torch;

namespace ResearchKit.Training.Bandits;

/// <summary>
/// How the rewards of a group of answers to one prompt become advantages. An estimator is a pure function of a group;
/// which loss reads the advantages is another matter. Rewards come with the share of each answer in the group, 1/G for
/// G sampled answers, its probability where a group holds every answer (an infinitely large group).
/// </summary>
public static class Advantages
{
    private const double SmallestSpread = 1e-12;

    /// <summary>r - mean: what is left of GRPO without its division (Dr. GRPO, arXiv 2503.20783).</summary>
    public static double[] Centered(IReadOnlyList<double> rewards, IReadOnlyList<double> shares)
    {
        var mean = Mean(rewards, shares);
        return [.. rewards.Select(r => r - mean)];
    }

    /// <summary>
    /// (r - mean)/std (GRPO, arXiv 2402.03300): 0 throughout where all rewards agree. A question that is answered
    /// rightly with probability p gets updates in proportion to sqrt(p (1 - p)).
    /// </summary>
    public static double[] Normalized(IReadOnlyList<double> rewards, IReadOnlyList<double> shares)
    {
        var centered = Centered(rewards, shares);
        var deviation = Deviation(rewards, shares);
        return deviation < SmallestSpread ? new double[centered.Length] : [.. centered.Select(a => a / deviation)];
    }

    /// <summary>
    /// (r - mean)/mean|r - mean| (DGPO of MathForge, arXiv 2601.20614): the mean |A| of a group is 1, so that questions
    /// of every difficulty get updates of the same total size; 0 throughout where all rewards agree.
    /// </summary>
    public static double[] MeanAbsolute(IReadOnlyList<double> rewards, IReadOnlyList<double> shares)
    {
        var centered = Centered(rewards, shares);
        var size = Mean([.. centered.Select(Math.Abs)], shares);
        return size < SmallestSpread ? new double[centered.Length] : [.. centered.Select(a => a / size)];
    }

    /// <summary>r minus the mean of the group's other answers (RLOO, arXiv 2402.14740); equal shares.</summary>
    public static double[] LeaveOneOut(IReadOnlyList<double> rewards, IReadOnlyList<double> shares)
    {
        if (shares.Any(s => Math.Abs(s * rewards.Count - 1) > 1e-9))
            return Centered(rewards, shares); // in an infinite group the answer itself does not count
        var scale = rewards.Count / (rewards.Count - 1.0);
        return [.. Centered(rewards, shares).Select(a => a * scale)];
    }

    /// <summary>
    /// Several objectives, each normalized for itself and summed with fixed weights: sum_k w_k (r_k - mean)/std.
    /// </summary>
    public static double[] FixedWeights(
        IReadOnlyList<double[]> objectives, IReadOnlyList<double> weights, IReadOnlyList<double> shares) =>
        Combine(objectives, weights, shares);

    /// <summary>
    /// DVAO (arXiv 2605.25604): the weights follow the spread of each objective in the group, w_k s_k / sum_l w_l s_l
    /// with s the standard deviation, so that an objective on which the answers hardly differ does not add its noise.
    /// </summary>
    public static double[] VarianceWeighted(
        IReadOnlyList<double[]> objectives, IReadOnlyList<double> weights, IReadOnlyList<double> shares)
    {
        double[] spreads = [.. objectives.Select((r, k) => weights[k] * Deviation(r, shares))];
        var total = spreads.Sum();
        return total < SmallestSpread
            ? new double[shares.Count]
            : Combine(objectives, [.. spreads.Select(s => s / total)], shares);
    }

    /// <summary>
    /// COPO (arXiv 2601.03009): w A_local + (1 - w) A_global with w = s(g (H - rho)), H the entropy of the group's
    /// distinct rewards in nats, A_local as in GRPO, A_global = (R - mean R)/std R of the question's mean reward R
    /// among all questions of the batch: a group whose answers all agree still learns whether it agrees on something
    /// good.
    /// </summary>
    /// <param name="groups">The rewards of each question's group.</param>
    /// <param name="shares">The shares of each group.</param>
    /// <param name="gamma">g, sharpness of the change.</param>
    /// <param name="rho">rho, entropy at which both count the same.</param>
    public static double[][] Consensus(
        IReadOnlyList<double[]> groups, IReadOnlyList<double[]> shares, double gamma = 10, double rho = 0.2)
    {
        double[] means = [.. groups.Select((r, x) => Mean(r, shares[x]))];
        var even = Enumerable.Repeat(1.0 / groups.Count, groups.Count).ToArray();
        var global = Normalized(means, even);
        return
        [
            .. groups.Select((rewards, x) =>
            {
                var weight = Sigmoid(gamma * (Entropy(rewards, shares[x]) - rho));
                return Normalized(rewards, shares[x]).Select(a => weight * a + (1 - weight) * global[x]).ToArray();
            }),
        ];
    }

    /// <summary>Standard deviation of a group's rewards, with the shares as probabilities.</summary>
    public static double Deviation(IReadOnlyList<double> rewards, IReadOnlyList<double> shares)
    {
        var centered = Centered(rewards, shares);
        return Math.Sqrt(Mean([.. centered.Select(a => a * a)], shares));
    }

    private static double[] Combine(
        IReadOnlyList<double[]> objectives, IReadOnlyList<double> weights, IReadOnlyList<double> shares)
    {
        var sum = new double[shares.Count];
        for (var k = 0; k < objectives.Count; k++)
        {
            var advantage = Normalized(objectives[k], shares);
            for (var i = 0; i < sum.Length; i++)
                sum[i] += weights[k] * advantage[i];
        }
        return sum;
    }

    // Exponentials and logarithms go through tensors: the C runtime's differ by machine in the last bit.
    private static double Sigmoid(double x)
    {
        using var scope = NewDisposeScope();
        return tensor(new[] { x }).sigmoid().Number();
    }

    private static double Entropy(double[] rewards, double[] shares)
    {
        using var scope = NewDisposeScope();
        double[] distinct = [.. rewards.Zip(shares).GroupBy(p =>
            p.First).Select(g => g.Sum(p => p.Second)).Where(p => p > 0)];
        var p = tensor(distinct);
        return -(p * p.log()).sum().Number();
    }

    private static double Mean(IReadOnlyList<double> values, IReadOnlyList<double> shares)
    {
        var sum = 0.0;
        for (var i = 0; i < values.Count; i++)
            sum += shares[i] * values[i];
        return sum;
    }
}
