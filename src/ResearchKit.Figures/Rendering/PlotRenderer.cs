namespace ResearchKit.Figures.Rendering;

/// <summary>Draws one trace, or all traces of a kind that share a panel, and says how much room they need.</summary>
internal abstract class PlotRenderer
{
    /// <summary>The range on a numeric horizontal axis.</summary>
    internal abstract Extent XExtent(AxisScale scale);

    /// <summary>The range on a numeric vertical axis.</summary>
    internal abstract Extent YExtent(AxisScale scale);

    /// <summary>Entries of the legend.</summary>
    internal virtual IEnumerable<LegendEntry> Legend => [];

    internal abstract void Paint(Canvas canvas, PlotArea area);

    /// <summary>What a legend must not cover.</summary>
    internal abstract IEnumerable<OccupiedRegion> OccupiedRegions(PlotArea area);
}
