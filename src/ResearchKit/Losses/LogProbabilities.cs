using System.Globalization;
using ResearchKit.Losses.Contract;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Losses;

/// <summary>Tells log-probabilities from negative log-likelihoods, their usual confusion.</summary>
internal static class LogProbabilities
{
    // What float32 may add to the log of a probability of 1, over the tokens of an answer.
    private const double Rounding = 1e-3;

    /// <summary>Rejects positive numbers in the views that a loss reads.</summary>
    /// <exception cref="LossException">There is one; the message names view and row.</exception>
    public static void Check(string loss, LossInputs inputs, PreferenceScores scores)
    {
        if (scores.AllowPositive)
            return;
        foreach (var view in inputs.AllViews.Where(v => scores.Views.ContainsKey(v.Name)))
        {
            var found = scores.Views[view.Name];
            // Padded positions of token scores are 0 in what Logps gives.
            Check(loss, view.Name, "policy", found.ByToken?.Logps ?? found.Policy, found);
            if (inputs.Reference && found.Reference is { } reference)
                Check(loss, view.Name, "reference", reference, found);
        }
    }

    private static void Check(string loss, string view, string model, Tensor values, ViewScores scores)
    {
        var present = scores.Present?.data<bool>().ToArray();
        var numbers = values.detach().to_type(ScalarType.Float64).contiguous().data<double>();
        var width = values.dim() == 2 ? (int)values.shape[1] : 1;
        for (var i = 0; i < numbers.Count; i++)
        {
            if (!(numbers[i] > Rounding) || present?[i / width] == false)
                continue;
            var token = width > 1 ? string.Create(CultureInfo.InvariantCulture, $", token {i % width}") : "";
            throw new LossException(string.Create(CultureInfo.InvariantCulture,
                $"{loss}: view '{view}', index {i / width}{token}: " +
                $"the {model}'s log-probability is {numbers[i]:G6}, and no ")
                + "probability is above 1. If these are negative log-likelihoods, change their signs; if they are no "
                + $"probabilities at all, allow positive numbers ({nameof(PreferenceScores.AllowPositive)}).");
        }
    }
}
