using System.Globalization;

namespace ResearchKit.Figures.Plotly;

/// <summary>Places of a figure's panels as fractions of the chart, and the names of their axes.</summary>
internal static class Domains
{
    internal static ((double Start, double End) X, (double Start, double End) Y) Of(Figure figure, int panel)
    {
        var rows = (figure.Panels.Length + figure.Columns - 1) / figure.Columns;
        var x = Part(panel % figure.Columns, figure.Columns, figure.ShareY ? 0.05 : 0.14);
        var (top, bottom) = Part(panel / figure.Columns, rows, figure.ShareX ? 0.12 : 0.2);
        return (x, (1 - bottom, 1 - top));
    }

    /// <summary><c>x</c>, <c>x2</c>, <c>x3</c>, ...</summary>
    internal static string AxisId(string letter, int panel) =>
        panel == 0 ? letter : letter + (panel + 1).ToString(CultureInfo.InvariantCulture);

    private static (double Start, double End) Part(int index, int count, double gap)
    {
        if (count == 1) return (0, 1);
        gap = Math.Min(gap, 0.5 / (count - 1));
        var size = (1 - gap * (count - 1)) / count;
        return (index * (size + gap), index == count - 1 ? 1 : index * (size + gap) + size);
    }
}
