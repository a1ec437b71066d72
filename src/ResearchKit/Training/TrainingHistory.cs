using ResearchKit.Losses;
using ResearchKit.Losses.Contract;

namespace ResearchKit.Training;

/// <summary>Collects a <see cref="TrainingRun"/> entry by entry.</summary>
internal sealed class TrainingHistory
{
    private readonly List<int> _steps = [];
    private readonly Dictionary<string, List<double>> _metrics = [];

    public void Add(int step, double value, PreferenceLoss loss, PreferenceScores scores, LossTerms terms)
    {
        Append("loss", value);
        foreach (var (name, metric) in PreferenceMetrics.Of(loss, scores, terms))
            if (name != "loss")
                Append(name, metric);
        _steps.Add(step);
    }

    public TrainingRun ToRun(PreferenceLoss loss, TrainingOptions options) => new(
        loss.ToString(),
        options,
        [.. _steps],
        _metrics.ToDictionary(m => m.Key, m => m.Value.ToArray()),
        Completed: _steps.Count > 0 && _steps[^1] == options.Steps);

    private void Append(string name, double value)
    {
        if (!_metrics.TryGetValue(name, out var values))
            _metrics.Add(name, values = []);
        values.Add(value);
    }
}
