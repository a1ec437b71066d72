using System.Reflection;
using System.Runtime.CompilerServices;
using Deedle;

namespace ResearchKit.Interop.Deedle;

/// <summary>Sweeps over seeds as frames.</summary>
public static class SweepFrames
{
    private const string Seed = "seed", Value = "value";

    private static readonly MethodInfo AddTyped =
        typeof(SweepFrames).GetMethod(nameof(AddColumn), BindingFlags.NonPublic | BindingFlags.Static)!;

    /// <summary>
    /// A sweep over seeds: a row for each, under its seed. Records give a column for each public property, tuples one
    /// for each element (<c>Item1</c>, ...), numbers and texts the one column <c>value</c>.
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
        var type = Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T);
        var isPlain = type.IsPrimitive || type.IsEnum || type == typeof(string) || type == typeof(decimal);
        var isTuple = type.IsValueType && type.IsAssignableTo(typeof(ITuple));
        if (!isPlain && !isTuple) return Frame.FromRecords(results);
        var frame = Frame.FromRowKeys(Enumerable.Range(0, results.Count));
        if (isPlain) frame.AddColumn(Value, results);
        else foreach (var field in type.GetFields())
            AddTyped.MakeGenericMethod(typeof(T), field.FieldType).Invoke(null, [frame, field, results]);
        return frame;
    }

    // Of the field's own type, so that Deedle computes with the column.
    private static void AddColumn<T, TField>(Frame<int, string> frame, FieldInfo field, IReadOnlyList<T> results) =>
        frame.AddColumn(field.Name, results.Select(r => (TField)field.GetValue(r)!));
}
