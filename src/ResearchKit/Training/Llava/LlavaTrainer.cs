using ResearchKit.Datasets;
using ResearchKit.Losses;
using ResearchKit.Losses.Contract;
using ResearchKit.Models.Llava;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ResearchKit.Training.Llava;

/// <summary>
/// Trains a vision-language model with any loss of the catalogue; supervised fine-tuning is <see cref="SftLoss"/>. What
/// is scored are the views that the loss declares, in one pass per slice.
/// </summary>
/// <param name="loss">The objective.</param>
/// <param name="policy">The model in training.</param>
/// <param name="reference">
/// What the frozen model says: a <see cref="LlavaScorer"/> or, without keeping it, <see
/// cref="ReferenceLogProbabilities"/>; null for losses without a reference.
/// </param>
/// <param name="end">The token that ends an answer.</param>
public sealed class LlavaTrainer(PreferenceLoss loss, LlavaModel policy, IViewScorer<LlavaBatch>? reference, int end)
{
    private readonly LlavaScorer _scorer = new(policy, end);
    private readonly LossInputs _inputs = loss.Inputs;

    /// <summary>LoRA's matrices, if these are trained instead of the model's own weights.</summary>
    public LoraAdapter? Adapter { get; init; }

    /// <summary>
    /// What becomes of a batch before it is scored, for methods whose rejected answers come from the policy as it is at
    /// that step; null leaves it. It must depend on the batch and the policy alone.
    /// </summary>
    public Func<PreferenceExample[], PreferenceExample[]>? Refresh { get; init; }

    /// <summary>Examples that are not trained on, and whose loss says when to end early.</summary>
    public IReadOnlyList<PreferenceExample> HeldOut { get; init; } = [];

    // Kernels of a GPU depend on the shape of the batch, and the reference may have been scored in batches of its own.
    private double StartTolerance => policy.Device.type == DeviceType.CPU ? 1e-5 : 1e-3;

    /// <summary>Trains, from the start or from a checkpoint.</summary>
    /// <param name="examples">The data.</param>
    /// <param name="options">How.</param>
    /// <param name="checkpoints">
    /// Where checkpoints go, and where training goes on from if there is one; null for none.
    /// </param>
    /// <param name="observer">Sees every record as it is made.</param>
    /// <param name="cancellation">Stops before the next step; a checkpoint is written then.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    /// <exception cref="InvalidOperationException">
    /// The start-up check failed, the data lacks a view, or the loss stopped being finite.
    /// </exception>
    public LlavaTrainingResult Run(
        IReadOnlyList<PreferenceExample> examples, LlavaTrainingOptions options, CheckpointFolder? checkpoints = null,
        Action<MetricRecord>? observer = null, CancellationToken cancellation = default)
    {
        options.Validate(_inputs);
        if (examples.Count == 0) throw new InvalidOperationException("There are no examples to train on.");
        if (options.Patience > 0 && HeldOut.Count == 0)
            throw new InvalidOperationException("Ending early needs held-out examples, and there are none.");
        var heldOut = new HeldOutLoss(loss, _scorer, reference, HeldOut, options);
        var parameters = (Adapter?.Parameters ?? policy.parameters()).Where(p => p.requires_grad).ToArray();
        using var optimizer = optim.AdamW(
            parameters, options.LearningRate, beta1: 0.9, beta2: 0.999, eps: 1e-8, weight_decay: options.WeightDecay);
        var state = new TrainingState(policy, Adapter, optimizer, new RunningMeans(loss), []);
        var step = checkpoints?.Restore(state) ?? 0;
        var order = new ExampleOrder(examples.Count, options.BatchSize, options.Seed);
        var saved = step;
        while (step < options.Steps && !cancellation.IsCancellationRequested && !heldOut.Settled(state.Records))
        {
            PreferenceExample[] batch = [.. order.At(step).Select(i => examples[i])];
            var record = Step(Refresh?.Invoke(batch) ?? batch, step, options, state, parameters);
            var measured = heldOut.At(step + 1, state.Means);
            if (measured is { } value) record = record.With(HeldOutLoss.Metric, value);
            if (measured is not null || step % options.RecordEvery == 0 || step == options.Steps - 1)
            {
                state.Records.Add(record);
                observer?.Invoke(record);
            }
            step++;
            if (options.SaveEvery > 0 && step % options.SaveEvery == 0 && step < options.Steps)
                checkpoints?.Save(state, saved = step);
        }
        if (saved != step || step == 0) checkpoints?.Save(state, step);
        var early = step < options.Steps && heldOut.Settled(state.Records);
        return new(step, step == options.Steps || early, state.Records) { StoppedEarly = early };
    }

    private MetricRecord Step(
        PreferenceExample[] batch, int step, LlavaTrainingOptions options, TrainingState state, Parameter[] parameters)
    {
        state.Optimizer.zero_grad();
        var metrics = new Dictionary<string, double>();
        foreach (var slice in batch.Chunk(options.SliceSize))
        {
            using var scope = NewDisposeScope();
            var share = slice.Length / (double)batch.Length;
            var scores = state.Means.Include(ViewScoring.Score(loss, new LlavaBatch(slice), _scorer, reference));
            if (step == 0 && options.StartsAtReference) StartUpCheck.Run(loss, scores, StartTolerance);
            var terms = loss.Compute(scores);
            foreach (var (name, value) in PreferenceMetrics.Of(loss, scores, terms))
                metrics[name] = metrics.GetValueOrDefault(name) + share * value;
            (terms.Loss.sum() / batch.Length).backward();
        }
        if (!double.IsFinite(metrics["loss"]))
            throw new InvalidOperationException(
                $"{loss}: the loss is {metrics["loss"]} at step {step}. Lower the learning rate, or check the data.");
        var trained = parameters.Where(p => p.grad is not null).ToArray();
        var limit = options.MaxGradientNorm > 0 ? options.MaxGradientNorm : double.MaxValue;
        metrics["gradient_norm"] = nn.utils.clip_grad_norm_(trained, limit);
        if (!double.IsFinite(metrics["gradient_norm"]))
            throw new InvalidOperationException(
                $"{loss}: the gradient is no finite number at step {step}. Lower the learning rate, or check the " +
                "data.");
        metrics["learning_rate"] = options.RateAt(step);
        foreach (var group in state.Optimizer.ParamGroups) group.LearningRate = options.RateAt(step);
        state.Optimizer.step();
        return new(step, metrics);
    }
}
