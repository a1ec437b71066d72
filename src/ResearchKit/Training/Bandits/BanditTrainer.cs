using ResearchKit.Datasets.Bandits;
using ResearchKit.Losses;
using ResearchKit.Losses.Contract;
using ResearchKit.Models.Bandits;
using static TorchSharp.torch;

namespace ResearchKit.Training.Bandits;

/// <summary>Trains a bandit policy on preference data and records all there is to see.</summary>
public static class BanditTrainer
{
    /// <summary>Trains the policy.</summary>
    /// <param name="loss">The objective.</param>
    /// <param name="policy">The policy; its parameters change.</param>
    /// <param name="reference">The reference policy.</param>
    /// <param name="data">The comparisons.</param>
    /// <param name="options">How to train and how often to record.</param>
    /// <param name="batches">The batches, drawn from <paramref name="data"/>; all pairs at every step if null.</param>
    /// <param name="gradients">
    /// Whether to record the pull on each probability, which costs a backward pass per record.
    /// </param>
    /// <param name="observer">Called at every recorded step with the number of updates done.</param>
    /// <param name="progress">Told at every recorded step.</param>
    /// <param name="cancellation">Ends the training early; what was recorded is returned.</param>
    public static BanditRun Run(
        PreferenceLoss loss,
        BanditPolicy policy,
        FrozenPolicy reference,
        BanditPreferences data,
        TrainingOptions options,
        IBatchSource<BanditBatch>? batches = null,
        bool gradients = true,
        Action<int>? observer = null,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        batches ??= BanditBatches.Full(data, policy.parameters().First().dtype);
        var tables = new List<double[]>();
        var chosen = new List<double[]>();
        var rejected = new List<double[]>();

        void Observe(ObservedStep<BanditBatch> step)
        {
            tables.Add(BanditTrajectory.Snapshot(policy));
            if (gradients)
            {
                var pulls = ProbabilityGradients.Of(loss, step.Scores);
                chosen.Add(pulls.GetValueOrDefault(View.Chosen.Name) ?? []);
                rejected.Add(pulls.GetValueOrDefault(View.Rejected.Name) ?? []);
            }
            observer?.Invoke(step.Step);
        }

        var trainer = new PreferenceTrainer<BanditBatch>(
            loss, new BanditScorer(policy), policy.parameters(), new BanditScorer(reference));
        var history = trainer.Run(batches, options, Observe, progress, cancellation);
        return new BanditRun(
            history,
            new BanditTrajectory(history.Steps, [.. tables], BanditTrajectory.Snapshot(reference), data),
            [.. chosen],
            [.. rejected]);
    }
}
