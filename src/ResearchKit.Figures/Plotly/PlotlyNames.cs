using ResearchKit.Figures.Rendering;

namespace ResearchKit.Figures.Plotly;

/// <summary>Plotly's words for colors, dashes and markers.</summary>
internal static class PlotlyNames
{
    /// <summary>A color with an opacity.</summary>
    internal static string Transparent(string hex, string opacity)
    {
        var rgb = Convert.FromHexString(hex.AsSpan(1));
        return $"rgba({rgb[0]},{rgb[1]},{rgb[2]},{opacity})";
    }

    /// <summary>The lengths of dashes and gaps, as the drawing has them for a line's width.</summary>
    internal static string DashName(Dash dash, double width) => dash == Dash.Solid ? "solid"
        : string.Join(',', dash.Pattern(width).Select(l => NumberText.Pixels(l) + "px"));

    internal static string SymbolName(Marker marker) => marker switch
    {
        Marker.Triangle => "triangle-up",
        Marker.TriangleDown => "triangle-down",
        Marker.Cross => "x",
        _ => marker.ToString().ToLowerInvariant(),
    };
}
