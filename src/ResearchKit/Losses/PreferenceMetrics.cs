using ResearchKit.Losses.Contract;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Losses;

/// <summary>
/// The numbers that training logs, one definition per name, for all losses alike. Reading them costs no second pass:
/// all follow from the scores and the terms of a step.
/// </summary>
public static class PreferenceMetrics
{
    /// <summary>What each logged name means; written into every run's output.</summary>
    public static IReadOnlyDictionary<string, string> Definitions { get; } = new Dictionary<string, string>
    {
        ["loss"] = "mean over the batch of the loss per pair",
        ["logps/<view>"] = "mean of log pi_theta(y|x), summed over the answer's tokens",
        ["logps/reference/<view>"] = "mean of log pi_ref(y|x), summed over the answer's tokens",
        ["rewards/<view>"] = "mean of the view's reward as the trained loss defines it",
        ["rewards/margin"] = "mean reward of the loss's first view minus mean reward of its second",
        ["rewards/accuracy"] = "share of pairs whose first view has a strictly larger reward than the second",
        ["rewards/margin/<view>"] = "the same margin against any further view",
        ["rewards/accuracy/<view>"] = "the same accuracy against any further view",
        ["tokens/<view>"] = "mean number of answer tokens",
        ["<extra>"] = "mean of a number that the loss reports, such as weights/<view>",
    };

    /// <summary>All metrics of one batch, in a fixed order. Rows that lack a view do not count for it.</summary>
    /// <param name="loss">The loss that made <paramref name="terms"/>.</param>
    /// <param name="scores">The scores it was given.</param>
    /// <param name="terms">What it returned.</param>
    public static IReadOnlyList<KeyValuePair<string, double>> Of(
        PreferenceLoss loss, PreferenceScores scores, LossTerms terms)
    {
        using var noGrad = no_grad();
        var metrics = new List<KeyValuePair<string, double>> { new("loss", terms.Loss.mean().Number()) };
        var inputs = loss.Inputs;
        var views = inputs.AllViews
            .Where(v => scores.Views.ContainsKey(v.Name)).Select(v => v.Name).ToArray();
        foreach (var view in views)
        {
            var of = scores.Views[view];
            Add($"logps/{view}", of.Policy, of.Present);
            if (inputs.Reference && of.Reference is not null)
                Add($"logps/reference/{view}", of.Reference, of.Present);
            if (terms.Rewards.TryGetValue(view, out var reward))
                Add($"rewards/{view}", reward, of.Present);
            if (of.Tokens is not null)
                Add($"tokens/{view}", of.Tokens, of.Present);
        }
        var preferred = inputs.Views[0].Name;
        foreach (var other in views.Where(v => v != preferred && terms.Rewards.ContainsKey(v)))
        {
            if (!terms.Rewards.TryGetValue(preferred, out var high))
                break;
            var suffix = other == inputs.Views[1].Name ? "" : $"/{other}";
            var low = terms.Rewards[other];
            var (presentHigh, presentLow) = (scores.Views[preferred].Present, scores.Views[other].Present);
            metrics.Add(new($"rewards/margin{suffix}", Mean(high, presentHigh) - Mean(low, presentLow)));
            Add($"rewards/accuracy{suffix}", high.gt(low).to_type(high.dtype), Both(presentHigh, presentLow));
        }
        foreach (var (name, values) in terms.Extras)
            Add(name, values, null);
        return metrics;

        void Add(string name, Tensor values, Tensor? present) => metrics.Add(new(name, Mean(values, present)));
    }

    /// <summary>Mean over the rows that are present; NaN if there are none.</summary>
    private static double Mean(Tensor values, Tensor? present) => present is null
        ? values.mean().Number()
        : where(present, values, zeros_like(values)).sum().Number() / present.to_type(values.dtype).sum().Number();

    private static Tensor? Both(Tensor? a, Tensor? b) => a is null ? b : b is null ? a : a.logical_and(b);

    private static double Number(this Tensor scalar) => scalar.to_type(ScalarType.Float64).item<double>();
}
