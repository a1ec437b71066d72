namespace ResearchKit.Figures.Rendering;

/// <summary>Where a panel's data is drawn, and how values become pixels there.</summary>
internal sealed record PlotArea(Box Box, AxisModel XAxis, AxisModel YAxis)
{
    // A point far outside (of a range that the user chose) needs no more digits than this to be outside.
    private const double Far = 20_000;

    internal double X(double value) => Math.Clamp(Box.Left + XAxis.Fraction(value) * Box.Width, -Far, Far);

    /// <summary>Categories run from top to bottom, numbers from bottom to top.</summary>
    internal double Y(double value)
    {
        var fraction = YAxis.Fraction(value);
        return Math.Clamp(
            YAxis.Categories is null ? Box.Bottom - fraction * Box.Height : Box.Top + fraction * Box.Height, -Far, Far);
    }

    /// <summary>Where bars start: at zero, or at the lower end of a logarithmic axis.</summary>
    internal static double Baseline(AxisModel axis) => axis.IsLog ? axis.Min : Math.Clamp(0, axis.Min, axis.Max);
}
