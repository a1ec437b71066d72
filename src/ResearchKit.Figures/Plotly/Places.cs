using System.Globalization;
using ResearchKit.Figures.Rendering;

namespace ResearchKit.Figures.Plotly;

/// <summary>
/// Places of a layout in Plotly's units. The chart has no margins of its own: its paper is the whole drawing, so that
/// a pixel of the layout is a fixed fraction of it.
/// </summary>
internal sealed class Places(FigureLayout layout)
{
    /// <summary>A pixel as a fraction of the width.</summary>
    internal double X(double pixel) => pixel / layout.Width;

    /// <summary>A pixel as a fraction of the height, from the bottom.</summary>
    internal double Y(double pixel) => 1 - pixel / layout.Height;

    /// <summary><c>x</c>, <c>x2</c>, <c>x3</c>, ...</summary>
    internal static string AxisId(string letter, int panel) =>
        panel == 0 ? letter : letter + (panel + 1).ToString(CultureInfo.InvariantCulture);

    /// <summary>Where on an axis a pixel is, in the units of annotations: data, logarithms, or the index of a
    /// category.</summary>
    internal static double OnAxis(AxisModel axis, double fraction)
    {
        if (!axis.IsLog) return axis.Min + fraction * (axis.Max - axis.Min);
        var low = PortableMath.Log10(axis.Min);
        return low + fraction * (PortableMath.Log10(axis.Max) - low);
    }
}
