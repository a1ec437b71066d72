using ResearchKit.Datasets;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Losses.Contract;

/// <summary>The running means of one training: what a trainer keeps for a loss that declares them.</summary>
/// <param name="loss">The loss in training.</param>
public sealed class RunningMeans(PreferenceLoss loss)
{
    private readonly Dictionary<string, (double Mean, long Batches)> _state = [];
    private readonly IReadOnlyList<RunningMean> _declared = loss.Inputs.RunningMeans;

    /// <summary>Mean and number of batches by name: what a checkpoint has to hold.</summary>
    public IReadOnlyDictionary<string, (double Mean, long Batches)> State => _state;

    /// <summary>Goes on from a checkpoint.</summary>
    public void Restore(IReadOnlyDictionary<string, (double Mean, long Batches)> saved)
    {
        _state.Clear();
        foreach (var (name, value) in saved)
            _state.Add(name, value);
    }

    /// <summary>Takes a batch in and returns its scores with the means as columns.</summary>
    /// <param name="scores">The scores of the next batch.</param>
    public PreferenceScores Include(PreferenceScores scores)
    {
        if (_declared.Count == 0)
            return scores;
        using var _ = no_grad();
        var seen = loss.Declared(scores);
        var columns = new Dictionary<string, Tensor>();
        foreach (var mean in _declared)
        {
            var (before, batches) = _state.GetValueOrDefault(mean.Name);
            var now = mean.OfBatch(seen).mean().Number();
            var keep = batches == 0 ? 0 : mean.Momentum ?? batches / (batches + 1.0);
            var value = keep * before + (1 - keep) * now;
            _state[mean.Name] = (value, batches + 1);
            columns.Add(mean.Name, full([scores.Batch], value, scores.Views.First().Value.Policy.dtype));
        }
        return scores.With(columns);
    }

    /// <summary>Scores that are not trained on, with the means as they are; before any batch, with their own.</summary>
    /// <param name="scores">Scores of held-out pairs.</param>
    public PreferenceScores Beside(PreferenceScores scores)
    {
        if (_declared.Count == 0) return scores;
        var seen = loss.Declared(scores);
        return scores.With(_declared.ToDictionary(m => m.Name, m => full(
            [scores.Batch], _state.TryGetValue(m.Name, out var kept) ? kept.Mean : m.OfBatch(seen).mean().Number(),
            scores.Views.First().Value.Policy.dtype)));
    }
}
