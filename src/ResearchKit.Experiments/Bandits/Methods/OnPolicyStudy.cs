using ResearchKit.Datasets.Bandits;
using ResearchKit.Losses;
using ResearchKit.Losses.Contract;
using ResearchKit.Models.Bandits;
using ResearchKit.Training;
using ResearchKit.Training.Bandits;
using static TorchSharp.torch;

namespace ResearchKit.Experiments.Bandits.Methods;

/// <summary>
/// Which methods move mass far, and which cover (arXiv 2404.14367): forty responses on a line, a reference around one
/// of them, a reward with a peak inside or outside what the reference says, or with two peaks.
/// </summary>
public static class OnPolicyStudy
{
    private const int Responses = 40;
    private const double Beta = 0.05;

    /// <summary>A reward with normal peaks of height 1 and width 2.</summary>
    public static double[,] Peaks(params double[] at)
    {
        using var scope = NewDisposeScope();
        var line = arange(Responses, dtype: float64);
        var sum = at.Select(a => (((line - a) / 2).square() / -2).exp()).Aggregate((a, b) => a + b);
        return Datasets.Tables.ToTable(sum.reshape(1, Responses));
    }

    /// <summary>
    /// Updates until half of the mass lies within 3 of the peak, in steps of 20; <paramref name="limit"/> if never. The
    /// policy is a free table that starts as a normal distribution of width 3 around 12.
    /// </summary>
    /// <param name="method">on-policy, weighted likelihood or DPO.</param>
    /// <param name="peak">Position of the peak: 17 is within the reference's reach, 26 beyond it.</param>
    /// <param name="seed">Seed of the offline sample.</param>
    /// <param name="limit">Largest number of updates.</param>
    public static int StepsToPeak(OnPolicyMethod method, int peak, int seed, int limit = 1000)
    {
        var rewards = Peaks(peak);
        var reference = new LinePolicy(Responses, 12, 3).Freeze();
        var policy = new TabularPolicy(reference.LogProbabilities());
        var source = Source(method, policy, reference, rewards, seed);
        var trainer = new PreferenceTrainer<BanditBatch>(
            Loss(method), new BanditScorer(policy), policy.parameters(), new BanditScorer(reference));
        var steps = limit;
        using var stop = new CancellationTokenSource();
        trainer.Run(source, new TrainingOptions(limit, 0.05) { RecordEvery = 20, StartsAtReference = false }, step =>
        {
            var near = policy.Probabilities();
            if (Enumerable.Range(peak - 3, 7).Where(y => y is >= 0 and < Responses).Sum(y => near[0, y]) < 0.5)
                return;
            steps = Math.Min(steps, step.Step);
            stop.Cancel();
        }, cancellation: stop.Token);
        return steps;
    }

    /// <summary>
    /// Width and distance to the nearer peak of a <see cref="LinePolicy"/> that is fitted to two peaks, 10 and 26: by
    /// the policy gradient, which is a reverse divergence, or by weighted likelihood, which is a forward one.
    /// </summary>
    public static (double Width, double Distance) TwoPeaks(OnPolicyMethod method)
    {
        var rewards = Peaks(10, 26);
        var policy = new LinePolicy(Responses, 16, 8);
        var reference = policy.Freeze();
        new PreferenceTrainer<BanditBatch>(
            Loss(method), new BanditScorer(policy), policy.parameters(), new BanditScorer(reference)).Run(
            Source(method, policy, reference, rewards, 0, sampled: 0),
            new TrainingOptions(1500, 0.02) { RecordEvery = 1500, StartsAtReference = false });
        return (policy.Width, Math.Min(Math.Abs(policy.Mean - 10), Math.Abs(policy.Mean - 26)));
    }

    private static PreferenceLoss Loss(OnPolicyMethod method) => method switch
    {
        OnPolicyMethod.PolicyGradient => new ReinforceLoss(),
        OnPolicyMethod.WeightedLikelihood => new AwrLoss(Beta, MaxWeight: 1e9),
        _ => new DpoLoss(Beta),
    };

    private static IBatchSource<BanditBatch> Source(
        OnPolicyMethod method, BanditPolicy policy, FrozenPolicy reference, double[,] rewards, int seed,
            int sampled = 64)
    {
        if (method == OnPolicyMethod.PolicyGradient)
            return new RolloutBatches(policy, reference, rewards, new(0, 1, Beta, Advantages.Centered));
        var draws = new Datasets.SeededDraws(seed, (int)MethodsLab.Stream.Answers);
        if (method == OnPolicyMethod.Dpo)
            return BanditBatches.Full(PreferenceSampling.Sample(
                new BradleyTerryTruth(rewards), reference.Probabilities(), sampled, draws), float64);
        // Offline: the answers of the reference, drawn once.
        return new RepeatedBatch<BanditBatch>(new RolloutBatches(
            new TabularPolicy(reference.LogProbabilities()), reference, rewards,
            new(sampled, 1, 0, (r, _) => [.. r]), draws).Next());
    }
}

/// <summary>How a policy of <see cref="OnPolicyStudy"/> learns.</summary>
public enum OnPolicyMethod
{
    /// <summary>The policy gradient on its own answers.</summary>
    PolicyGradient,

    /// <summary>Supervised learning on the reference's answers, weighted by exp(r/beta).</summary>
    WeightedLikelihood,

    /// <summary>DPO on labeled pairs of the reference's answers: offline, but with a negative gradient.</summary>
    Dpo,
}
