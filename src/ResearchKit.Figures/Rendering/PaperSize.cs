namespace ResearchKit.Figures.Rendering;

/// <summary>
/// Sizes in print. Figures are laid out in the screen's sizes, on a page so wide that its type has 7 to 8 points when
/// it is printed in the column's width: 10.5 to 12 pixels become 7.0 to 8.0 points.
/// </summary>
internal static class PaperSize
{
    /// <summary>Points that a pixel of the layout has in print.</summary>
    internal const double PointsPerPixel = 8 / 12.0;

    /// <summary>The smallest type that is printed: 7 points.</summary>
    internal const double SmallestText = 10.5;

    internal static double Inches(PaperColumn column) => column == PaperColumn.Single ? 3.25 : 5.5;

    /// <summary>The layout's width in pixels.</summary>
    internal static double Width(PaperColumn column) => Inches(column) * 72 / PointsPerPixel;
}
