using ResearchKit.Losses;
using ResearchKit.Losses.Contract;

namespace ResearchKit.Training;

/// <summary>Collects a <see cref="TrainingRun"/> entry by entry.</summary>
internal sealed class TrainingHistory
{
    private readonly List<int> steps = [];
    private readonly Dictionary<string, List<double>> metrics = [];

    public void Add(int step, double value, PreferenceLoss loss, PreferenceScores scores, LossTerms terms)
    {
        Append("loss", value);
        foreach (var (name, metric) in PreferenceMetrics.Of(loss, scores, terms))
            if (name != "loss")
                Append(name, metric);
        steps.Add(step);
    }

    public TrainingRun ToRun(PreferenceLoss loss, TrainingOptions options) => new(
        loss.ToString(),
        options,
        [.. steps],
        metrics.ToDictionary(m => m.Key, m => m.Value.ToArray()),
        Completed: steps.Count > 0 && steps[^1] == options.Steps);

    private void Append(string name, double value)
    {
        if (!metrics.TryGetValue(name, out var values))
            metrics.Add(name, values = []);
        values.Add(value);
    }
}
