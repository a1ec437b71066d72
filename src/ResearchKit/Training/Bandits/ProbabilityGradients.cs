using ResearchKit.Datasets;
using ResearchKit.Losses;
using ResearchKit.Losses.Contract;
using static TorchSharp.torch;

namespace ResearchKit.Training.Bandits;

/// <summary>
/// How hard a loss pulls at the probabilities themselves: the derivative of each pair's loss with respect to the
/// probability of each of its views, by autograd in float64. For DPO, |dL/dpi(y-)| / |dL/dpi(y+)| = pi(y+) / pi(y-)
/// (3D-Properties, arXiv 2406.07327): the loss sees log-probabilities only through their difference, and
/// d log pi / d pi = 1 / pi.
/// </summary>
public static class ProbabilityGradients
{
    /// <summary>|d loss_i / d pi_i| per view, <c>[batch]</c>.</summary>
    /// <param name="loss">The loss.</param>
    /// <param name="scores">
    /// Scores at which to differentiate. A probability below the smallest positive float64 cannot be differentiated
    /// through its logarithm; its entry is NaN.
    /// </param>
    public static IReadOnlyDictionary<string, double[]> Of(PreferenceLoss loss, PreferenceScores scores)
    {
        using var scope = NewDisposeScope();
        var names = scores.Views.Keys.ToArray();
        var probabilities = names
            .Select(n => scores.Views[n].Policy.detach().to_type(float64).exp().clone().requires_grad_()).ToArray();
        var views = new Dictionary<string, ViewScores>();
        for (var i = 0; i < names.Length; i++)
            views.Add(names[i], InFloat64(scores.Views[names[i]]) with { Policy = probabilities[i].log() });
        var columns = scores.Columns.ToDictionary(c => c.Key, c => c.Value.to_type(float64));
        loss.Compute(new PreferenceScores(views, columns) { AllowPositive = true }).Loss.sum().backward();
        return names.Select((name, i) => (name, i)).ToDictionary(n => n.name, n => Norms(probabilities[n.i]));
    }

    private static double[] Norms(Tensor probability)
    {
        if (probability.grad is not { } gradient)
            return new double[probability.shape[0]];
        var values = gradient.abs().ToDoubles();
        return [.. values.Select(v => double.IsFinite(v) ? v : double.NaN)];
    }

    private static ViewScores InFloat64(ViewScores view) => view with
    {
        Reference = view.Reference?.detach().to_type(float64),
        Tokens = view.Tokens?.to_type(float64),
        ByToken = null,
    };
}
