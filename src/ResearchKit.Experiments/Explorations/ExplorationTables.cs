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
        return Table.From(name, runs.Select(run =>
        {
            var row = new Dictionary<string, object?>();
            foreach (var input in inputs) row[input] = Value(run.Inputs[input]);
            foreach (var measure in measures)
                row[measure] = run.Outcome.Curves.TryGetValue(measure, out var curve) ? curve[^1] : null;
            return row;
        }));
    }

    // A number as a number, so that frames can compute with it.
    private static object? Value(string text) => text.Length == 0 ? null
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number
        : text;
}
