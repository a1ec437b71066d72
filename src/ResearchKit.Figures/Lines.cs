using System.Collections.Immutable;
using System.Numerics;

namespace ResearchKit.Figures;

/// <summary>Lines and points.</summary>
public static class Lines
{
    /// <summary>Draws a line through points, with a band around it if both ends of one are given.</summary>
    /// <param name="plot">The figure or panel.</param>
    /// <param name="name">The name in the legend.</param>
    /// <param name="x">Positions.</param>
    /// <param name="y">Values, one for each position; NaN leaves a gap.</param>
    /// <param name="low">The lower ends of the band, such as a confidence interval's.</param>
    /// <param name="high">The upper ends of the band.</param>
    /// <param name="color">The color; by order of appearance if null.</param>
    /// <param name="dash">The dash; by order of appearance if null.</param>
    /// <param name="marker">The symbol at each point; none if null.</param>
    /// <exception cref="ArgumentException">The sequences differ in length, or only one end is given.</exception>
    public static TPlot Line<TPlot, TX, TY>(
        this TPlot plot, string name, IEnumerable<TX> x, IEnumerable<TY> y,
        IEnumerable<TY>? low = null, IEnumerable<TY>? high = null,
        SeriesColor? color = null, Dash? dash = null, Marker? marker = null)
        where TPlot : IPlot<TPlot> where TX : INumberBase<TX> where TY : INumberBase<TY> =>
        plot.Add(Trace(name, new Coordinates(Numbers.Copy(x)), y, low, high)
            with
        { SeriesColor = color, Dash = dash, Marker = marker });

    /// <summary>Draws a line through values at 0, 1, 2, ...</summary>
    /// <inheritdoc cref="Line{TPlot,TX,TY}"/>
    public static TPlot Line<TPlot, TY>(
        this TPlot plot, string name, IEnumerable<TY> y, SeriesColor? color = null, Dash? dash = null,
        Marker? marker = null)
        where TPlot : IPlot<TPlot> where TY : INumberBase<TY>
    {
        var values = Numbers.Copy(y);
        return plot.Line(name, Enumerable.Range(0, values.Length), values, null, null, color, dash, marker);
    }

    /// <summary>Draws a line across categories.</summary>
    /// <inheritdoc cref="Line{TPlot,TX,TY}"/>
    public static TPlot Line<TPlot, TY>(
        this TPlot plot, string name, IEnumerable<string> x, IEnumerable<TY> y,
        IEnumerable<TY>? low = null, IEnumerable<TY>? high = null,
        SeriesColor? color = null, Dash? dash = null, Marker? marker = null)
        where TPlot : IPlot<TPlot> where TY : INumberBase<TY> =>
        plot.Add(Trace(name, new Coordinates(Numbers.CopyNames(x)), y, low, high)
            with
        { SeriesColor = color, Dash = dash, Marker = marker });

    /// <summary>Draws points that no line joins, with error bars if both ends of them are given.</summary>
    /// <inheritdoc cref="Line{TPlot,TX,TY}"/>
    public static TPlot Scatter<TPlot, TX, TY>(
        this TPlot plot, string name, IEnumerable<TX> x, IEnumerable<TY> y,
        IEnumerable<TY>? low = null, IEnumerable<TY>? high = null, SeriesColor? color = null, Marker? marker = null)
        where TPlot : IPlot<TPlot> where TX : INumberBase<TX> where TY : INumberBase<TY> =>
        plot.Add(Trace(name, new Coordinates(Numbers.Copy(x)), y, low, high)
            with
        { Joined = false, SeriesColor = color, Marker = marker });

    /// <summary>Draws points over categories, with error bars if both ends of them are given.</summary>
    /// <inheritdoc cref="Line{TPlot,TX,TY}"/>
    public static TPlot Scatter<TPlot, TY>(
        this TPlot plot, string name, IEnumerable<string> x, IEnumerable<TY> y,
        IEnumerable<TY>? low = null, IEnumerable<TY>? high = null, SeriesColor? color = null, Marker? marker = null)
        where TPlot : IPlot<TPlot> where TY : INumberBase<TY> =>
        plot.Add(Trace(name, new Coordinates(Numbers.CopyNames(x)), y, low, high)
            with
        { Joined = false, SeriesColor = color, Marker = marker });

    private static LineTrace Trace<TY>(
        string name, Coordinates x, IEnumerable<TY> y, IEnumerable<TY>? low, IEnumerable<TY>? high)
        where TY : INumberBase<TY>
    {
        var values = Numbers.Copy(y);
        Numbers.RequireCount(values.Length, x.Count, "values", name);
        if (low is null != high is null)
            throw new ArgumentException($"'{name}' has only one end of its band; give both 'low' and 'high'.");
        return new LineTrace(name, x, values)
        {
            Low = Numbers.CopyOptional(low, x.Count, "lower ends", name),
            High = Numbers.CopyOptional(high, x.Count, "upper ends", name),
        };
    }
}
