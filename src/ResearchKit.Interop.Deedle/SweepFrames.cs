using Deedle;

namespace ResearchKit.Interop.Deedle;

/// <summary>Sweeps over seeds as frames.</summary>
public static class SweepFrames
{
    private const string Seed = "seed", Value = "value";

    /// <summary>
    /// A sweep over seeds: a row for each, under its seed. Records give a column for each public property, numbers and
    /// texts the one column <c>value</c>.
    /// </summary>
    /// <param name="results">One result for each seed, in order.</param>
    /// <param name="first">The first seed.</param>
    public static Frame<int, string> ToFrameBySeed<T>(this IReadOnlyList<T> results, int first = 0) =>
        Columns(results).IndexRowsWith(Enumerable.Range(first, results.Count));

    /// <summary>
    /// One sweep for each of several settings, in long form: a row for each setting and seed, both in columns of their
    /// own before those of the results. <c>PivotTable</c> and <c>GroupRowsBy</c> go on from there.
    /// </summary>
    /// <param name="sweeps">By setting, one result for each seed, in order.</param>
    /// <param name="setting">What the settings are: <c>beta</c>, <c>loss</c>.</param>
    /// <param name="first">The first seed of every sweep.</param>
    /// <exception cref="ArgumentException">The results have a column of that name, or one <c>seed</c>.</exception>
    public static Frame<int, string> ToFrame<TSetting, T>(
        this IEnumerable<(TSetting Setting, T[] Results)> sweeps, string setting, int first = 0)
    {
        var rows = sweeps.SelectMany(s => s.Results.Select((result, i) => (s.Setting, Seed: first + i, result)))
            .ToArray();
        var results = Columns(rows.Select(r => r.result).ToArray());
        if (results.ColumnKeys.Intersect([setting, Seed], StringComparer.Ordinal).FirstOrDefault() is { } twice)
            throw new ArgumentException($"the results have a column '{twice}' already");
        string[] order = [setting, Seed, .. results.ColumnKeys];
        results.AddColumn(setting, rows.Select(r => r.Setting));
        results.AddColumn(Seed, rows.Select(r => r.Seed));
        return results.Columns[order];
    }

    private static Frame<int, string> Columns<T>(IReadOnlyList<T> results)
    {
        if (!typeof(T).IsPrimitive && typeof(T) != typeof(string)) return Frame.FromRecords(results);
        var frame = Frame.FromRowKeys(Enumerable.Range(0, results.Count));
        frame.AddColumn(Value, results);
        return frame;
    }
}
