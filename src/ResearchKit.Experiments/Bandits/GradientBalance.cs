using ResearchKit.Datasets;
using ResearchKit.Training.Bandits;
using static TorchSharp.torch;

namespace ResearchKit.Experiments.Bandits;

/// <summary>
/// How a loss divides its pull between the two responses of a pair, along a training. For DPO theory gives
/// |dL/dpi(y-)| / |dL/dpi(y+)| = pi(y+) / pi(y-) (3D-Properties, arXiv 2406.07327).
/// </summary>
/// <param name="Measured">
/// |dL/dpi(y-)| / |dL/dpi(y+)| by autograd, <c>[recorded][pair]</c>; NaN where not computable.
/// </param>
/// <param name="Theory">pi(y+) / pi(y-), <c>[recorded][pair]</c>.</param>
/// <param name="ChosenLog10">Mean over pairs of log10 |dL/dpi(y+)|, per recorded step.</param>
/// <param name="RejectedLog10">Mean over pairs of log10 |dL/dpi(y-)|, per recorded step.</param>
public sealed record GradientBalance(
    double[][] Measured, double[][] Theory, double[] ChosenLog10, double[] RejectedLog10)
{
    /// <summary>Measures a run.</summary>
    public static GradientBalance Of(BanditRun run) => new(
        [.. run.RejectedGradients.Zip(run.ChosenGradients, (r, c) => r.Zip(c, (a, b) => a / b).ToArray())],
        run.Trajectory.LikelihoodRatios(),
        MeanLog10(run.ChosenGradients),
        MeanLog10(run.RejectedGradients));

    /// <summary>Largest relative deviation of measurement from theory over all pairs and recorded steps.</summary>
    public double WorstDeviation() => Measured
        .SelectMany((m, t) => m.Select((value, i) => Math.Abs(value / Theory[t][i] - 1)))
        .Where(double.IsFinite).Max();

    /// <summary>
    /// Change from start to end of mean log10 |dL/dpi(y+)| among the pairs whose chosen response was kept, or lost; NaN
    /// if there are none.
    /// </summary>
    public static double ChosenChange(BanditRun run, bool kept)
    {
        var isKept = IsKept(run);
        double[] Select(double[] norms) => [.. norms.Where((_, i) => isKept[i] == kept)];
        if (isKept.All(k => k != kept))
            return double.NaN;
        var ends = MeanLog10([Select(run.ChosenGradients[0]), Select(run.ChosenGradients[^1])]);
        return ends[1] - ends[0];
    }

    private static bool[] IsKept(BanditRun run)
    {
        var (start, end) = (run.Trajectory.LogProbabilities(0), run.Trajectory.LogProbabilities(run.Steps.Length - 1));
        return [.. run.Data.Pairs.Select(p => end[p.Prompt, p.Chosen] > start[p.Prompt, p.Chosen])];
    }

    private static double[] MeanLog10(double[][] norms)
    {
        using var scope = NewDisposeScope();
        return [.. norms.Select(n =>
            tensor(n.Where(v => v > 0 && double.IsFinite(v)).ToArray()).log10().mean().Number())];
    }
}
