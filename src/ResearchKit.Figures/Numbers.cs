using System.Collections.Immutable;
using System.Numerics;

namespace ResearchKit.Figures;

/// <summary>Turns what users hold (arrays, lists, queries of any number type) into the figure's own copy.</summary>
internal static class Numbers
{
    internal static ImmutableArray<double> Copy<T>(IEnumerable<T> values) where T : INumberBase<T>
    {
        ArgumentNullException.ThrowIfNull(values);
        return values is IEnumerable<double> doubles
            ? [.. doubles]
            : [.. values.Select(double.CreateChecked)];
    }

    /// <summary>A copy of an optional sequence (empty if null) that must be as long as another one.</summary>
    internal static ImmutableArray<double> CopyOptional<T>(IEnumerable<T>? values, int count, string what,
        string series)
        where T : INumberBase<T>
    {
        if (values is null) return [];
        var copy = Copy(values);
        RequireCount(copy.Length, count, what, series);
        return copy;
    }

    internal static ImmutableArray<string> CopyNames(IEnumerable<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        return [.. names];
    }

    internal static void RequireCount(int actual, int expected, string what, string series)
    {
        if (actual != expected)
            throw new ArgumentException(
                $"'{series}' has {expected} positions but {actual} {what}; give one for each position.");
    }
}
