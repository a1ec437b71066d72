namespace ResearchKit.Figures.Rendering;

/// <summary>Lengths of dashes and gaps.</summary>
internal static class DashPattern
{
    /// <summary>Dash, gap, dash, ... in pixels, for a line's width; empty for a solid line.</summary>
    internal static double[] Pattern(this Dash dash, double width)
    {
        double[] pattern = dash switch
        {
            Dash.Dashed => [4, 2],
            Dash.Dotted => [1.2, 1.6],
            Dash.DashDot => [5, 1.8, 1.2, 1.8],
            Dash.LongDash => [7, 2],
            _ => [],
        };
        return [.. pattern.Select(p => p * Math.Max(width, 1))];
    }
}
