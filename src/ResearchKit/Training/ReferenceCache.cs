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
    private readonly LossInputs _inputs = loss.Inputs;
    private readonly string _name = loss.Name;
    private TBatch? _last;
    private IReadOnlyList<ViewLogProbabilities>? _ofReference;

    public PreferenceScores Score(TBatch batch)
    {
        if (_last is null || !ReferenceEquals(_last, batch))
        {
            Dispose();
            _ofReference = ViewScoring.OfReference(_name, _inputs, batch, policy, reference);
            // The trainer's scope ends with each step; what is kept has to outlive it.
            foreach (var tensor in Kept())
                tensor.DetachFromDisposeScope();
            _last = batch;
        }
        return ViewScoring.Score(_name, _inputs, batch, policy, _ofReference);
    }

    public void Dispose()
    {
        foreach (var tensor in Kept())
            tensor.Dispose();
    }

    private IEnumerable<torch.Tensor> Kept() => (_ofReference ?? [])
        .SelectMany(v => (torch.Tensor?[])[v.Sum, v.Tokens, v.ByToken, v.Mask, v.Distributions])
        .OfType<torch.Tensor>().Distinct();
}
