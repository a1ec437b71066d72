using ResearchKit.Datasets;
using ResearchKit.Losses;
using ResearchKit.Losses.Contract;
using static TorchSharp.torch;

namespace ResearchKit.Training.Llava;

/// <summary>
/// The loss on examples that are not trained on, and whether it has stopped falling. What it decides follows from the
/// records alone, so that a resumed training ends where an uninterrupted one does.
/// </summary>
internal sealed class HeldOutLoss(
    PreferenceLoss loss, LlavaScorer policy, IViewScorer<LlavaBatch>? reference,
    IReadOnlyList<PreferenceExample> examples, LlavaTrainingOptions options)
{
    /// <summary>The loss's name in records, as in TRL.</summary>
    public const string Metric = "eval/loss";

    /// <summary>The mean loss after so many updates; null where none is measured.</summary>
    public double? At(int updates, RunningMeans means)
    {
        if (examples.Count == 0 || (updates % options.EvaluateEvery != 0 && updates != options.Steps)) return null;
        using var off = no_grad();
        double sum = 0;
        // Slices like those of training: what a loss reads of its whole batch, it reads here, too.
        foreach (var slice in examples.Chunk(options.SliceSize))
        {
            using var scope = NewDisposeScope();
            var scores = ViewScoring.Score(loss, new LlavaBatch(slice), policy, reference);
            sum += loss.Compute(means.Beside(scores)).Loss.sum().Number();
        }
        return sum / examples.Count;
    }

    /// <summary>Whether the last measurements, as many as the patience, are all at or above the lowest
    /// before.</summary>
    public bool Settled(IReadOnlyList<MetricRecord> records)
    {
        if (options.Patience == 0) return false;
        var best = double.PositiveInfinity;
        var since = 0;
        foreach (var record in records)
        {
            if (!record.Values.TryGetValue(Metric, out var value)) continue;
            since = value < best ? 0 : since + 1;
            best = Math.Min(best, value);
        }
        return since >= options.Patience;
    }
}
