using ResearchKit.Datasets;
using ResearchKit.Losses;
using ResearchKit.Losses.Contract;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ResearchKit.Training;

/// <summary>Trains any model that scores views, with any preference loss.</summary>
/// <typeparam name="TBatch">The examples that the model reads.</typeparam>
/// <param name="loss">The objective.</param>
/// <param name="policy">The model in training.</param>
/// <param name="parameters">The policy's parameters.</param>
/// <param name="reference">The frozen model; unused, and not even scored, if the loss has no reference.</param>
public sealed class PreferenceTrainer<TBatch>(
    PreferenceLoss loss,
    IViewScorer<TBatch> policy,
    IEnumerable<Parameter> parameters,
    IViewScorer<TBatch>? reference)
    where TBatch : IPreferenceBatch
{
    /// <summary>Trains for the given number of steps.</summary>
    /// <param name="batches">One batch per step.</param>
    /// <param name="options">How to train.</param>
    /// <param name="observer">
    /// Called at every recorded step, before its update; the tensors live for the call only.
    /// </param>
    /// <param name="progress">Told at every recorded step.</param>
    /// <param name="cancellation">Ends the training before the next step; the history so far is returned.</param>
    /// <exception cref="InvalidOperationException">
    /// The start-up check failed, the data lacks a view, or the loss stopped being finite.
    /// </exception>
    public TrainingRun Run(
        IBatchSource<TBatch> batches,
        TrainingOptions options,
        Action<ObservedStep<TBatch>>? observer = null,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        options.Validate();
        using var optimizer = options.CreateOptimizer(parameters);
        var history = new TrainingHistory();
        using var scoring = new ReferenceCache<TBatch>(loss, policy, reference);
        var means = new RunningMeans(loss);
        for (var step = 0; step <= options.Steps && !cancellation.IsCancellationRequested; step++)
        {
            using var scope = NewDisposeScope();
            var batch = batches.Next();
            var scores = means.Include(scoring.Score(batch));
            if (step == 0 && options.StartsAtReference)
                StartUpCheck.Run(loss, scores);
            var terms = loss.Compute(scores);
            var objective = batch.Weights is { } weights ? (terms.Loss * weights).sum() : terms.Loss.mean();
            if (options.Records(step))
            {
                var value = Finite(objective.Number(), step);
                history.Add(step, value, loss, scores, terms);
                observer?.Invoke(new(step, batch, scores, terms));
                progress?.Report(new(step, options.Steps, value));
            }
            if (step == options.Steps)
                break;
            optimizer.zero_grad();
            objective.backward();
            optimizer.step();
        }
        return history.ToRun(loss, options);
    }

    private double Finite(double value, int step) => double.IsFinite(value)
        ? value
        : throw new InvalidOperationException(
            $"{loss}: the loss is {value} at step {step}. Lower the learning rate, or check the data.");
}
