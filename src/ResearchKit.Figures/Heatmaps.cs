using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;

namespace ResearchKit.Figures;

/// <summary>Heat maps.</summary>
public static class Heatmaps
{
    /// <summary>Draws a matrix in colors, row 0 at the top, with a color bar.</summary>
    /// <param name="plot">The figure or panel.</param>
    /// <param name="values">The values <c>[rows, columns]</c>; NaN leaves the cell empty.</param>
    /// <param name="rows">Names of the rows; 0, 1, ... if null.</param>
    /// <param name="columns">Names of the columns; 0, 1, ... if null.</param>
    /// <param name="label">What the color means. Heat maps of one figure with the same label share one scale.</param>
    /// <param name="unit">The unit of the values.</param>
    /// <param name="map">The colors.</param>
    /// <param name="min">The value of the first color; the smallest value if null.</param>
    /// <param name="max">The value of the last color; the largest value if null.</param>
    /// <param name="center">The value of the middle color of a diverging map.</param>
    /// <param name="format">A .NET number format such as <c>0.00</c>; if set, each cell shows its value.</param>
    /// <exception cref="ArgumentException">The matrix is empty, or the names do not fit its shape.</exception>
    public static TPlot Heatmap<TPlot, T>(
        this TPlot plot, T[,] values, IEnumerable<string>? rows = null, IEnumerable<string>? columns = null,
        string? label = null, string? unit = null, ColorMap map = ColorMap.Sequential,
        double? min = null, double? max = null, double center = 0, string? format = null)
        where TPlot : IPlot<TPlot> where T : INumberBase<T>
    {
        ArgumentNullException.ThrowIfNull(values);
        return plot.Heatmap(
            Enumerable.Range(0, values.GetLength(0)).Select(row =>
                Enumerable.Range(0, values.GetLength(1)).Select(column => values[row, column])),
            rows, columns, label, unit, map, min, max, center, format);
    }

    /// <summary>Draws rows of equal length in colors.</summary>
    /// <inheritdoc cref="Heatmap{TPlot,T}(TPlot,T[,],IEnumerable{string},IEnumerable{string},string,
    /// string,ColorMap,double?,double?,double,string)"/>
    public static TPlot Heatmap<TPlot, T>(
        this TPlot plot, IEnumerable<IEnumerable<T>> values, IEnumerable<string>? rows = null,
        IEnumerable<string>? columns = null, string? label = null, string? unit = null,
        ColorMap map = ColorMap.Sequential, double? min = null, double? max = null, double center = 0,
        string? format = null)
        where TPlot : IPlot<TPlot> where T : INumberBase<T>
    {
        ArgumentNullException.ThrowIfNull(values);
        var copies = values.Select(Numbers.Copy).ToArray();
        var width = copies.Length == 0 ? 0 : copies[0].Length;
        if (Array.FindIndex(copies, r => r.Length != width) is var odd and >= 0)
            throw new ArgumentException(
                $"Row {odd} of the heat map has {copies[odd].Length} values, row 0 has {width}.");
        return plot.Add(Trace(copies.Length, width, [.. copies.SelectMany(r => r)], rows, columns)
            with
        {
            Label = label,
            Unit = unit,
            Map = map,
            Min = min,
            Max = max,
            Center = center,
            CellFormat = format,
        });
    }

    private static HeatmapTrace Trace(
        int height, int width, ImmutableArray<double> values, IEnumerable<string>? rows, IEnumerable<string>? columns)
    {
        if (values.Length == 0) throw new ArgumentException("A heat map needs at least one row and one column.");
        return new HeatmapTrace(Names(rows, height, "row"), Names(columns, width, "column"), values);
    }

    private static ImmutableArray<string> Names(IEnumerable<string>? names, int count, string what)
    {
        if (names is null)
            return [.. Enumerable.Range(0, count).Select(i => i.ToString(CultureInfo.InvariantCulture))];
        ImmutableArray<string> copy = [.. names];
        if (copy.Length != count)
            throw new ArgumentException($"The heat map has {count} {what}s but {copy.Length} {what} names.");
        if (copy.GroupBy(n => n).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new ArgumentException($"The heat map has two {what}s named '{twice.Key}'; names must differ.");
        return copy;
    }
}
