namespace ResearchKit.Figures.Plotly;

/// <summary>Plotly's words for colors, number formats, dashes and markers.</summary>
internal static class PlotlyNames
{
    /// <summary>A color with an opacity.</summary>
    internal static string Transparent(string hex, string opacity)
    {
        var rgb = Convert.FromHexString(hex.AsSpan(1));
        return $"rgba({rgb[0]},{rgb[1]},{rgb[2]},{opacity})";
    }

    /// <summary>The d3 format of a .NET format of digits: <c>0.00</c> and <c>F2</c> are <c>.2f</c>, <c>0%</c> is
    /// <c>.0%</c>.</summary>
    internal static string D3Format(string format)
    {
        var point = format.IndexOf('.');
        var decimals = format is [('F' or 'f' or 'N' or 'n' or 'P' or 'p'), .. var digits]
            && int.TryParse(digits, out var n)
            ? n
            : point < 0 ? 0 : format[(point + 1)..].Count(c => c is '0' or '#');
        return $".{decimals}{(format.Contains('%') || format.StartsWith('P') ? "%" : "f")}";
    }

    internal static string DashName(Dash dash) => dash switch
    {
        Dash.Dashed => "dash",
        Dash.Dotted => "dot",
        Dash.DashDot => "dashdot",
        Dash.LongDash => "longdash",
        _ => "solid",
    };

    internal static string SymbolName(Marker marker) => marker switch
    {
        Marker.Triangle => "triangle-up",
        Marker.TriangleDown => "triangle-down",
        Marker.Cross => "x",
        _ => marker.ToString().ToLowerInvariant(),
    };
}
