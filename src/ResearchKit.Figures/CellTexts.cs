using System.Collections.Immutable;

namespace ResearchKit.Figures;

/// <summary>Texts in the cells of heat maps.</summary>
public static class CellTexts
{
    /// <summary>Writes a text into each cell of the heat map drawn last, such as a symbol for what the cell stands
    /// for.</summary>
    /// <param name="plot">The figure or panel.</param>
    /// <param name="texts">One text per cell, <c>[rows, columns]</c>; empty texts are not drawn.</param>
    /// <exception cref="InvalidOperationException">There is no heat map yet.</exception>
    /// <exception cref="ArgumentException">The shape is not the heat map's.</exception>
    public static TPlot WithCellTexts<TPlot>(this TPlot plot, string[,] texts) where TPlot : IPlot<TPlot>
    {
        ArgumentNullException.ThrowIfNull(texts);
        var panel = plot.Panel;
        var map = panel.Traces.OfType<HeatmapTrace>().LastOrDefault()
            ?? throw new InvalidOperationException("Draw a heat map before its cell texts.");
        if (texts.GetLength(0) != map.Rows.Length || texts.GetLength(1) != map.Columns.Length)
            throw new ArgumentException(
                $"The texts are [{texts.GetLength(0)}, {texts.GetLength(1)}], " +
                $"the heat map is [{map.Rows.Length}, {map.Columns.Length}].", nameof(texts));
        ImmutableArray<string> cells = [.. texts.Cast<string>()];
        return plot.With(panel with { Traces = panel.Traces.Replace(map, map with { CellTexts = cells }) });
    }
}
