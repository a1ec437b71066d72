using ResearchKit.Benchmarks;
using ResearchKit.Benchmarks.Amber;
using ResearchKit.Benchmarks.Reading;

namespace ResearchKit.Experiments.Audits;

/// <summary>A check of printed numbers.</summary>
/// <param name="Row">The row of the table.</param>
/// <param name="Line">Its line in the file.</param>
/// <param name="Check">What was checked.</param>
/// <param name="Holds">Whether the numbers can be right together, within their rounding.</param>
/// <param name="Detail">The numbers.</param>
public sealed record AuditFinding(string Row, int Line, string Check, bool Holds, string Detail);

/// <summary>
/// Arithmetic checks of a table of benchmark results: what can be told from the printed digits alone. Columns by name:
/// <c>method</c>, <c>size</c>; <c>chair</c>, <c>amber_f1</c> (or <c>f1</c>), <c>amber_acc</c> (or <c>accuracy</c>),
/// <c>amber_score</c>, <c>f1_existence</c>, <c>f1_attribute</c>, <c>f1_relation</c>, <c>mmhal_score</c>,
/// <c>mmhal_hall</c>. Others are passed over; a check runs where its columns are filled.
/// </summary>
public static class TableAudit
{
    /// <summary>Questions of MMHal-Bench.</summary>
    public const int MmhalQuestions = 96;

    private const decimal Slack = 0.1m; // points: AMBER's script rounds precision and recall before F1

    /// <summary>The names of the columns that some check reads.</summary>
    public static IReadOnlyList<string> Columns { get; } =
    [
        "chair", "amber_f1", "f1", "amber_acc", "accuracy", "amber_score", "f1_existence", "f1_attribute",
        "f1_relation",
        "mmhal_score", "mmhal_hall",
    ];

    /// <summary>Checks a CSV file.</summary>
    /// <exception cref="BenchmarkException">The file cannot be read, has none of the columns, or a cell is no
    /// number.</exception>
    public static IReadOnlyList<AuditFinding> Of(string path)
    {
        var findings = new List<AuditFinding>();
        var known = false;
        foreach (var row in RecordFile.Read(path))
        {
            known |= row.Fields.Intersect(Columns).Any();
            var name = row.Text("method", "model", "name") ?? $"line {row.Line}";
            if (row.Text("size") is { Length: > 0 } size) name += " " + size;
            findings.AddRange(Check(new Cells(row))
                .Select(f => new AuditFinding(name, row.Line, f.Check, f.Holds, f.Detail)));
        }
        return known ? findings
            : throw new BenchmarkException(
                $"{path}: the table has no column to check; known are {string.Join(", ", Columns)}");
    }

    private static IEnumerable<(string Check, bool Holds, string Detail)> Check(Cells cells)
    {
        var (chair, f1, accuracy, score) =
            (cells["chair"], cells["amber_f1", "f1"], cells["amber_acc", "accuracy"], cells["amber_score"]);
        var (existence, attribute, relation) = (cells["f1_existence"], cells["f1_attribute"], cells["f1_relation"]);
        var (rating, rate) = (cells["mmhal_score"], cells["mmhal_hall"]);
        if (chair is { } c && f1 is { } f && score is { } s)
            yield return ("AMBER score is (100 - CHAIR + F1) / 2", AmberScore.Of(c, f).Overlaps(s),
                $"recomputed {AmberScore.Of(c, f)}, printed {s}");
        if (f1 is { } g && accuracy is { } a)
        {
            var above = RoundingInterval.Of(x => x[0] - F1Bounds.FromAccuracy(x[1]), g, a);
            yield return ("F1 is at most 2a / (1 + a)", above.Low <= Slack,
                $"F1 {g}, at most {F1Bounds.FromAccuracy(a.Value):0.0} beside accuracy {a}");
        }
        if (existence is { } e && attribute is { } t && relation is { } r)
        {
            if (f1 is { } pooled)
            {
                var (low, high) = F1Bounds.Pooled(e.Value, t.Value, r.Value);
                var half = pooled.HalfUnit + Math.Max(e.HalfUnit, Math.Max(t.HalfUnit, r.HalfUnit)) + Slack;
                yield return ("F1 lies between its parts", pooled.Value >= low - half && pooled.Value <= high + half,
                    $"F1 {pooled}, parts from {low} to {high}");
            }
            if (accuracy is { } b)
            {
                var most = RoundingInterval.Of(x => AmberQuestions.LargestAccuracy(x[0], x[1], x[2]), e, t, r);
                yield return ("accuracy fits the F1 of the parts (AMBER's 14,216 questions)",
                    b.Interval.Low <= most.High + Slack,
                    $"accuracy {b}, at most {most.Value:0.0}");
            }
        }
        if (rate is not { } h) yield break;
        var counts = Grim.Counts(h, MmhalQuestions, 100);
        yield return ($"MMHal rate is a count of {MmhalQuestions}", counts.Count > 0, counts.Count > 0
            ? $"{h} % is {counts[0]}/{MmhalQuestions}" : $"no count of {MmhalQuestions} is printed as {h}");
        if (rating is { } m)
            yield return ("MMHal score and rate fit together", JointlyPossible(m, h), $"score {m} beside rate {h} %");
    }

    /// <summary>
    /// Whether some 96 ratings have this mean and this share below 3: k ratings of 0 to 2 and the rest of 3 to 6 add up
    /// to between 3 (96 - k) and 2 k + 6 (96 - k). A rate that is no count is read as whole percents.
    /// </summary>
    public static bool JointlyPossible(ReportedValue score, ReportedValue rate)
    {
        var counts = Grim.Counts(rate, MmhalQuestions, 100);
        if (counts.Count == 0) counts = Grim.Counts(new(rate.Value, 0), MmhalQuestions, 100);
        var sums = Grim.Counts(score, MmhalQuestions);
        return counts.Any(k =>
            sums.Any(sum => sum >= 3 * (MmhalQuestions - k) && sum <= 2 * k + 6 * (MmhalQuestions - k)));
    }

    private sealed class Cells(JsonRecord row)
    {
        public ReportedValue? this[params ReadOnlySpan<string> names]
        {
            get
            {
                if (row.Text(names)?.Trim() is not { Length: > 0 } text || text is "-" or "–") return null;
                return ReportedValue.TryParse(text, out var number) ? number
                    : throw row.Error($"'{text}' in column '{names[0]}' is not a number such as 85.0");
            }
        }
    }
}
