namespace ResearchKit.Figures;

/// <summary>Adds any trace or mark; the named verbs (<c>Line</c>, <c>Bars</c>, ...) end here.</summary>
public static class Drawing
{
    /// <summary>Adds data.</summary>
    /// <param name="plot">The figure or panel.</param>
    /// <param name="trace">The data.</param>
    public static TPlot Add<TPlot>(this TPlot plot, Trace trace) where TPlot : IPlot<TPlot>
    {
        ArgumentNullException.ThrowIfNull(trace);
        return plot.With(plot.Panel with { Traces = plot.Panel.Traces.Add(trace) });
    }

    /// <summary>Adds a mark.</summary>
    /// <param name="plot">The figure or panel.</param>
    /// <param name="mark">The mark.</param>
    public static TPlot Add<TPlot>(this TPlot plot, Mark mark) where TPlot : IPlot<TPlot>
    {
        ArgumentNullException.ThrowIfNull(mark);
        return plot.With(plot.Panel with { Marks = plot.Panel.Marks.Add(mark) });
    }
}
