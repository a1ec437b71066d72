using System.Globalization;
using ResearchKit.Figures;

namespace ResearchKit.Experiments.Explorations;

/// <summary>The results of an exploration as a table: one row a run, inputs first, then measures at the end.</summary>
public static class ExplorationTables
{
    /// <summary>The table. An input that a run does not have (a loss without beta) is missing there.</summary>
    /// <param name="runs">The runs.</param>
    /// <param name="name">The table's name.</param>
    public static Table ToTable(this IReadOnlyList<ExplorationRun> runs, string name = "runs")
    {
        string[] first = ["lab", "loss"];
        var inputs = first.Concat(runs.SelectMany(r => r.Inputs.Values.Keys).Distinct().Except(first)
            .Order(StringComparer.Ordinal)).ToArray();
        var measures = runs.SelectMany(r => r.Outcome.Curves.Keys).Distinct().Order(StringComparer.Ordinal).ToArray();
        var whole = WholeInputs(runs);
        return Table.From(name, runs.Select(run =>
        {
            var row = new Dictionary<string, object?>();
            foreach (var input in inputs) row[input] = Value(run.Inputs[input], whole.Contains(input));
            foreach (var measure in measures)
                row[measure] = run.Outcome.Curves.TryGetValue(measure, out var curve) ? curve[^1] : null;
            return row;
        }));
    }

    /// <summary>
    /// Means over the seeds with half the width of their 95 % intervals: a row per loss and combination of the settings
    /// that vary, a column per measure.
    /// </summary>
    /// <param name="runs">The runs, at least one.</param>
    /// <param name="name">The table's name.</param>
    /// <param name="measures">The measures, in this order; all if there are none.</param>
    public static Table Summary(
        this IReadOnlyList<ExplorationRun> runs, string name = "summary", IReadOnlyList<string>? measures = null)
    {
        var varying = runs.SelectMany(r => r.Inputs.Values.Keys).Distinct().Order(StringComparer.Ordinal)
            .Where(k => k is not ("loss" or "lab" or "seed")
                && runs.Select(r => r.Inputs[k]).Distinct().Skip(1).Any());
        string[] keys = ["loss", .. varying];
        var whole = WholeInputs(runs);
        if (measures is null or []) measures = [.. runs[0].Outcome.Curves.Keys.Order(StringComparer.Ordinal)];
        return Table.From(name, runs.GroupBy(r => string.Join('\n', keys.Select(k => r.Inputs[k]))).Select(group =>
        {
            var row = new Dictionary<string, object?>();
            foreach (var key in keys) row[key] = Value(group.First().Inputs[key], whole.Contains(key));
            row["seeds"] = group.Count();
            foreach (var measure in measures) row[measure] = OverSeeds([.. group.Select(r => r.Final(measure))]);
            return row;
        })).WithCaption("Means over the seeds with half the width of their 95 % intervals.");
    }

    /// <summary>
    /// A pivot table: a measure at the end of the runs, over the values of two inputs. A cell is the mean of all runs
    /// that have both values with half the width of its 95 % interval; it is empty if there are none.
    /// </summary>
    /// <param name="runs">The runs.</param>
    /// <param name="name">The table's name.</param>
    /// <param name="rows">The input down the side: <c>loss</c>.</param>
    /// <param name="columns">The input along the top: <c>beta</c>; runs that lack it are left out.</param>
    /// <param name="measure">The measure.</param>
    public static Table Pivot(
        this IReadOnlyList<ExplorationRun> runs, string name, string rows, string columns, string measure)
    {
        var having = runs.Where(r => r.Inputs[columns].Length > 0).ToArray();
        var heads = having.Select(r => r.Inputs[columns]).Distinct().ToArray();
        var whole = WholeInputs(runs).Contains(rows);
        var table = Table.From(name, having.GroupBy(r => r.Inputs[rows]).Select(row =>
        {
            var label = rows == "loss" ? ExplorationNames.Loss(row.Key) : Value(row.Key, whole);
            var cells = new Dictionary<string, object?> { [rows] = label };
            var byHead = row.ToLookup(r => r.Inputs[columns], r => r.Final(measure));
            foreach (var head in heads) cells[Head(head)] = byHead[head].Any() ? OverSeeds([.. byHead[head]]) : null;
            return cells;
        }));
        return heads.Aggregate(table, (t, head) => t.Column(Head(head), format: "0.000"));

        string Head(string value) =>
            columns == "loss" ? ExplorationNames.Loss(value) : ExplorationNames.Value(columns, value);
    }

    private static PlusMinus OverSeeds(double[] values) => values.All(double.IsFinite) && values.Length > 1
        ? new(ConfidenceInterval.OfMean(values).Mean, ConfidenceInterval.OfMean(values).HalfWidth)
        : new(values.Average(), double.NaN);

    // Seeds and updates are counted, betas that happen to be whole are not: the lab says which.
    private static HashSet<string> WholeInputs(IReadOnlyList<ExplorationRun> runs) =>
    [
        "seed", .. ExplorationLab.All.Where(l => runs.Any(r => r.Inputs["lab"] == l.Name))
            .SelectMany(l => l.Parameters).Where(p => p.IsWhole).Select(p => p.Name),
    ];

    // A number as a number, so that frames can compute with it.
    private static object? Value(string text, bool whole) => text.Length == 0 ? null
        : whole && int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var count) ? count
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number
        : text;
}
