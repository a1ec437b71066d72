using ResearchKit.Datasets;

namespace ResearchKit.Experiments;

/// <summary>How much a verdict owes to the seeds it was reached on.</summary>
public static class VerdictStability
{
    private const int Resamples = 200;

    /// <summary>
    /// The share of seed sets, drawn with replacement from those that were run, on which the criterion gives the same
    /// verdict: 1 is a verdict that other seeds of the same kind would hardly change, 0.5 one that a coin could have
    /// given.
    /// </summary>
    /// <param name="interval">The interval over seeds.</param>
    /// <param name="criterion">The criterion that it was judged by.</param>
    public static double Of(ConfidenceInterval interval, Criterion criterion)
    {
        var verdict = criterion.Judge(interval);
        var draws = new SeededDraws(0);
        var values = interval.Values;
        var same = 0;
        for (var sample = 0; sample < Resamples; sample++)
        {
            var drawn = ConfidenceInterval.OfMean(
                values.Select(_ => values[draws.Below(values.Count)]).ToArray(), interval.Level);
            if (criterion.Judge(drawn) == verdict)
                same++;
        }
        return (double)same / Resamples;
    }
}
