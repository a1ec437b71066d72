using ResearchKit.Benchmarks.Scoring;
using ResearchKit.Datasets;

namespace ResearchKit.Experiments.Statistics;

/// <summary>
/// Bootstrap over units such as images (Efron and Tibshirani, 1993, chapters 8 and 13): questions about one image are
/// not independent, so that images are drawn with replacement and not questions. Percentile intervals.
/// </summary>
public static class ClusterBootstrap
{
    /// <summary>An interval for every metric of an answer file.</summary>
    /// <param name="answers">The scored answers.</param>
    /// <param name="seed">Seed of the resampling.</param>
    /// <param name="resamples">Number of resamples, at least 100.</param>
    /// <param name="level">Confidence level between 0 and 1.</param>
    public static IReadOnlyList<MetricInterval> Intervals(
        AnswerTable answers, long seed = 1, int resamples = 1000, double level = 0.95)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, 100);
        var metrics = answers.Metrics(answers.Sums());
        var values = Values(metrics.Count, resamples);
        var draws = new SeededDraws(seed);
        var sums = new long[answers.Width];
        for (var r = 0; r < resamples; r++)
        {
            Array.Clear(sums);
            for (var i = 0; i < answers.UnitCount; i++) answers.AddTo(sums, draws.Below(answers.UnitCount));
            Record(metrics, answers.Metrics(sums), values, r);
        }
        return [.. metrics.Select((m, i) =>
        {
            var (low, high) = Percentiles(values[i], level);
            return new MetricInterval(m, low, high, answers.UnitCount, answers.Unit, level);
        })];
    }

    /// <summary>
    /// The difference of every metric between two answer files to the same benchmark, each resample drawing the same
    /// units of both, with p-values that Holm's method corrects for the number of metrics.
    /// </summary>
    /// <param name="first">The first file, such as the baseline.</param>
    /// <param name="second">The second file.</param>
    /// <param name="seed">Seed of the resampling.</param>
    /// <param name="resamples">Number of resamples, at least 100.</param>
    /// <param name="level">Confidence level between 0 and 1.</param>
    /// <exception cref="ArgumentException">The files answer different benchmarks or have no unit in common.</exception>
    public static IReadOnlyList<MetricDifference> Differences(
        AnswerTable first, AnswerTable second, long seed = 1, int resamples = 1000, double level = 0.95)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, 100);
        if (first.Width != second.Width) throw new ArgumentException("the answers are to different benchmarks");
        var where = second.UnitKeys.Index().ToDictionary(u => u.Item, u => u.Index);
        (int First, int Second)[] common =
            [.. first.UnitKeys.Index().Where(u => where.ContainsKey(u.Item)).Select(u => (u.Index, where[u.Item]))];
        if (common.Length == 0) throw new ArgumentException($"the two files have no {first.Unit} in common");

        long[] a = new long[first.Width], b = new long[first.Width];
        foreach (var (i, j) in common)
        {
            first.AddTo(a, i);
            second.AddTo(b, j);
        }
        IReadOnlyList<Metric> before = first.Metrics(a), after = second.Metrics(b);
        // A metric that only one file has cannot be compared; one that is neither good nor bad is not tested.
        Metric[] shared = [.. before.Where(m => m.Better != Better.Neither && after.Any(n => n.Key == m.Key))];
        var values = Values(shared.Length, resamples);
        var draws = new SeededDraws(seed);
        for (var r = 0; r < resamples; r++)
        {
            Array.Clear(a);
            Array.Clear(b);
            for (var k = 0; k < common.Length; k++)
            {
                var (i, j) = common[draws.Below(common.Length)];
                first.AddTo(a, i);
                second.AddTo(b, j);
            }
            var x = first.Metrics(a).ToDictionary(m => m.Key, m => m.Value);
            var y = second.Metrics(b).ToDictionary(m => m.Key, m => m.Value);
            for (var m = 0; m < shared.Length; m++)
                values[m][r] =
                    y.GetValueOrDefault(shared[m].Key, double.NaN) - x.GetValueOrDefault(shared[m].Key, double.NaN);
        }
        var p = values.Select(TwoSided).ToArray();
        var adjusted = Holm.Adjust(p);
        return [.. shared.Select((m, i) =>
        {
            var n = after.First(other => other.Key == m.Key);
            var (low, high) = Percentiles(values[i], level);
            return new MetricDifference(m, n, n.Value - m.Value, low, high, p[i], adjusted[i], common.Length,
                first.Unit);
        })];
    }

    private static double[][] Values(int metrics, int resamples)
    {
        var values = new double[metrics][];
        for (var i = 0; i < metrics; i++) values[i] = new double[resamples];
        return values;
    }

    // A resample without a single item of a part has not that part's metrics.
    private static void Record(IReadOnlyList<Metric> all, IReadOnlyList<Metric> drawn, double[][] values, int r)
    {
        var at = 0;
        for (var m = 0; m < all.Count; m++)
            values[m][r] = at < drawn.Count && drawn[at].Key == all[m].Key ? drawn[at++].Value : double.NaN;
    }

    private static (double Low, double High) Percentiles(double[] values, double level)
    {
        if (!(level > 0 && level < 1))
            throw new ArgumentOutOfRangeException(nameof(level), level, "a confidence level lies between 0 and 1");
        double[] sorted = [.. values.Where(double.IsFinite)];
        if (sorted.Length == 0) return (double.NaN, double.NaN);
        Array.Sort(sorted);
        var tail = (int)Math.Floor((1 - level) / 2 * (sorted.Length - 1));
        return (sorted[tail], sorted[sorted.Length - 1 - tail]);
    }

    // Twice the smaller share of resamples on one side of zero, with one more on each side: never exactly zero.
    private static double TwoSided(double[] differences)
    {
        int low = 0, high = 0, count = 0;
        foreach (var d in differences)
        {
            if (!double.IsFinite(d)) continue;
            count++;
            if (d <= 0) low++;
            if (d >= 0) high++;
        }
        return Math.Min(1, 2.0 * (Math.Min(low, high) + 1) / (count + 1));
    }
}
