using ResearchKit.Losses;
using ResearchKit.Losses.Contract;
using TorchSharp;

namespace ResearchKit.Training;

/// <summary>
/// Scores batches, asking the reference again only when a batch is another object than the one before: gradient descent
/// on all pairs sees one batch a million times, and the reference does not change.
/// </summary>
internal sealed class ReferenceCache<TBatch>(
    PreferenceLoss loss, IViewScorer<TBatch> policy, IViewScorer<TBatch>? reference) : IDisposable
    where TBatch : IPreferenceBatch
{
    private readonly LossInputs inputs = loss.Inputs;
    private readonly string name = loss.Name;
    private TBatch? last;
    private IReadOnlyList<ViewLogProbabilities>? ofReference;

    public PreferenceScores Score(TBatch batch)
    {
        if (last is null || !ReferenceEquals(last, batch))
        {
            Dispose();
            ofReference = ViewScoring.OfReference(name, inputs, batch, policy, reference);
            // The trainer's scope ends with each step; what is kept has to outlive it.
            foreach (var tensor in Kept())
                tensor.DetachFromDisposeScope();
            last = batch;
        }
        return ViewScoring.Score(name, inputs, batch, policy, ofReference);
    }

    public void Dispose()
    {
        foreach (var tensor in Kept())
            tensor.Dispose();
    }

    private IEnumerable<torch.Tensor> Kept() => (ofReference ?? [])
        .SelectMany(v => (torch.Tensor?[])[v.Sum, v.Tokens, v.ByToken, v.Mask, v.Distributions])
        .OfType<torch.Tensor>().Distinct();
}
