using ResearchKit.Benchmarks.Scoring;
using ResearchKit.Benchmarks.YesNo;

namespace ResearchKit.Benchmarks.Amber;

/// <summary>AMBER's numbers from its counters.</summary>
internal static class AmberMetrics
{
    /// <summary>Where the eight counters of the descriptions begin.</summary>
    public const int Descriptions = YesNoCounts.Width * (int)AmberKind.Generative;

    private static readonly AmberKind[] Attributes = [AmberKind.State, AmberKind.Number, AmberKind.Action];

    private static readonly (string Group, AmberKind[] Kinds)[] Groups =
    [
        ("", [AmberKind.Existence, .. Attributes, AmberKind.Relation]),
        ("Existence", [AmberKind.Existence]), ("Attribute", Attributes), ("State", [AmberKind.State]),
        ("Number", [AmberKind.Number]), ("Action", [AmberKind.Action]), ("Relation", [AmberKind.Relation]),
    ];

    private static readonly (string Name, int Numerator, int Denominator, Better Better)[] Rates =
    [
        ("CHAIR", 1, 0, Better.Lower), ("Cover", 3, 2, Better.Higher), ("Hal", 7, 6, Better.Lower),
        ("Cog", 5, 4, Better.Lower),
    ];

    /// <summary>
    /// As the script computes them. Each of its counters begins at 0.001, so that nothing is divided by zero; percents
    /// are rounded to one digit, and F1 comes from the rounded precision and recall with 0.0001 in its denominator
    /// (0.001 for existence).
    /// </summary>
    /// <remarks>
    /// The script adds one by one to 0.001, which differs from n + 0.001 in the last bits. No printed digit does: a
    /// count k of n + 0.001 is a tie of rounding only if 1000 n + 1 divides k, and otherwise far enough from one.
    /// </remarks>
    public static IReadOnlyList<Metric> Official(ReadOnlySpan<long> sums)
    {
        const double start = 0.001;
        var metrics = new List<Metric>();
        double? chair = null, f1 = null;
        var d = sums[Descriptions..];
        if (d[6] > 0)
            foreach (var (name, numerator, denominator, better) in Rates)
            {
                var percent = d[numerator] / (d[denominator] + start) * 100;
                var value = PythonFloat.Round(name == "Hal" ? 100 - percent : percent, 1);
                if (name == "CHAIR") chair = value;
                metrics.Add(new("", name, value, PythonFloat.Repr(value), better));
            }
        foreach (var (group, kinds) in Groups)
        {
            if (!Asked(sums, kinds)) continue;
            var (correct, total, truePositives, answered, positives) = (0L, 0.0, 0L, 0.0, 0.0);
            foreach (var kind in kinds)
            {
                var c = Of(sums, kind);
                correct += c.Correct;
                truePositives += c.TruePositives;
                if (group.Length == 0) continue;
                total += c.Total + start;
                answered += c.Answered + start;
                positives += c.Positives + start;
            }
            if (group.Length == 0)
            {
                var all = Sum(sums, kinds);
                (total, answered, positives) = (all.Total + start, all.Answered + start, all.Positives + start);
            }
            var precision = PythonFloat.Round(truePositives / answered * 100, 1);
            var recall = PythonFloat.Round(truePositives / positives * 100, 1);
            var guard = group == "Existence" ? 0.001 : 0.0001;
            var score = PythonFloat.Round(
                2 * (precision / 100) * (recall / 100) / (precision / 100 + recall / 100 + guard) * 100, 1);
            if (group.Length == 0) f1 = score;
            Add(metrics, group, PythonFloat.Round(correct / total * 100, 1), precision, recall, score,
                PythonFloat.Repr);
        }
        if (chair is { } c1 && f1 is { } f && AskedAll(sums))
        {
            var score = AmberScore.Of(c1, f);
            metrics.Add(new("", "AMBER", score, PythonFloat.Fixed(score, 2)));
        }
        return metrics;
    }

    /// <summary>By the formulas: no guards, F1 from counts. A rate without a denominator is NaN.</summary>
    public static IReadOnlyList<Metric> Formula(ReadOnlySpan<long> sums)
    {
        var metrics = new List<Metric>();
        double? chair = null, f1 = null;
        var d = sums[Descriptions..];
        if (d[6] > 0)
            foreach (var (name, numerator, denominator, better) in Rates)
            {
                var value = 100.0 * (name == "Hal" ? d[6] - d[7] : d[numerator]) / d[denominator];
                if (name == "CHAIR") chair = value;
                metrics.Add(new("", name, value, Print(value), better));
            }
        foreach (var (group, kinds) in Groups)
        {
            if (!Asked(sums, kinds)) continue;
            var c = Sum(sums, kinds);
            if (group.Length == 0) f1 = 100 * c.F1;
            Add(metrics, group, 100 * c.Accuracy, 100 * c.Precision, 100 * c.Recall, 100 * c.F1, Print);
        }
        if (chair is { } c1 && f1 is { } f && AskedAll(sums))
            metrics.Add(new("", "AMBER", AmberScore.Of(c1, f), Print(AmberScore.Of(c1, f))));
        return metrics;

        static string Print(double value) => PythonFloat.Fixed(value, 2);
    }

    private static bool Asked(ReadOnlySpan<long> sums, AmberKind[] kinds)
    {
        foreach (var kind in kinds)
            if (Of(sums, kind).Total > 0) return true;
        return false;
    }

    // The AMBER score joins both tasks: part of the questions does not stand for all of them.
    private static bool AskedAll(ReadOnlySpan<long> sums) =>
        Asked(sums, [AmberKind.Existence]) && Asked(sums, Attributes) && Asked(sums, [AmberKind.Relation]);

    private static void Add(
        List<Metric> metrics, string group, double accuracy, double precision, double recall, double f1,
        Func<double, string> print)
    {
        metrics.Add(new(group, "Accuracy", accuracy, print(accuracy)));
        metrics.Add(new(group, "Precision", precision, print(precision)));
        metrics.Add(new(group, "Recall", recall, print(recall)));
        metrics.Add(new(group, "F1", f1, print(f1)));
    }

    private static YesNoCounts Of(ReadOnlySpan<long> sums, AmberKind kind) =>
        YesNoCounts.From(sums[(YesNoCounts.Width * (int)kind)..]);

    private static YesNoCounts Sum(ReadOnlySpan<long> sums, AmberKind[] kinds)
    {
        Span<long> total = stackalloc long[YesNoCounts.Width];
        foreach (var kind in kinds)
            for (var i = 0; i < total.Length; i++) total[i] += sums[YesNoCounts.Width * (int)kind + i];
        return YesNoCounts.From(total);
    }
}
