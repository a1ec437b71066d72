using ResearchKit.Figures;
using ResearchKit.Models.Bandits;

namespace ResearchKit.Experiments.Bandits.Methods;

/// <summary>Where a method leaves the policy of each lab.</summary>
/// <param name="Name">The method's name.</param>
/// <param name="Policies">One policy per lab.</param>
public sealed record MethodResult(string Name, IReadOnlyList<BanditPolicy> Policies)
{
    /// <summary>A number of the policies with its interval over labs.</summary>
    public ConfidenceInterval Measure(IReadOnlyList<MethodsLab> labs, Func<MethodsLab, BanditPolicy, double> measure) =>
        ConfidenceInterval.OfMean(labs.Zip(Policies, measure));
}

/// <summary>The figures of methods on a bandit.</summary>
public static class MethodFigures
{
    /// <summary>
    /// Regret over KL: the front of exact KL-regularized policies, and the methods' points with intervals, means over
    /// labs.
    /// </summary>
    public static Figure Front(
        string name, IReadOnlyList<MethodsLab> labs, IReadOnlyList<MethodResult> methods, string title)
    {
        double[] betas = [0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.7, 1, 1.5, 2, 3, 5, 10];
        var fronts = labs.Select(l => PolicyMeasures.Front(l, betas)).ToArray();
        double[] Mean(Func<(double[] Kl, double[] Regret), double[]> part) =>
            [.. betas.Select((_, i) => fronts.Average(f => part(f)[i]))];
        var figure = new Figure(name, title)
            .XAxis("KL to the reference", unit: "nats", min: 0).YAxis("regret", min: 0)
            .Line("exact optima over beta", Mean(f => f.Kl), Mean(f => f.Regret));
        foreach (var method in methods)
        {
            var regret = method.Measure(labs, (l, p) => PolicyMeasures.Regret(l.Truth, p));
            figure = figure.Scatter(
                method.Name, [method.Measure(labs, (l, p) => p.Kl(l.Reference)).Mean], [regret.Mean], [regret.Low],
                [regret.High]);
        }
        return figure.WithCaption(FormattableString.Invariant(
            $"Error bars: 95 % Student intervals of the mean over {labs.Count} seeds."));
    }

    /// <summary>How often an answer of the row's method is preferred to one of the column's, mean over labs.</summary>
    public static Figure WinRates(
        string name, IReadOnlyList<MethodsLab> labs, IReadOnlyList<MethodResult> methods, string title)
    {
        var mean = new double[methods.Count, methods.Count];
        for (var i = 0; i < labs.Count; i++)
        {
            var rates = PolicyMeasures.WinRates(labs[i].Truth, [.. methods.Select(m => m.Policies[i])]);
            for (var a = 0; a < methods.Count; a++)
                for (var b = 0; b < methods.Count; b++)
                    mean[a, b] += rates[a, b] / labs.Count;
        }
        string[] names = [.. methods.Select(m => m.Name)];
        return new Figure(name, title).XAxis("beaten").YAxis("preferred").Heatmap(
            mean, names, names, "win rate", map: ColorMap.Diverging, center: 0.5, format: "0.00")
            .WithCaption(FormattableString.Invariant($"Means over {labs.Count} seeds, each computed exactly."));
    }
}
