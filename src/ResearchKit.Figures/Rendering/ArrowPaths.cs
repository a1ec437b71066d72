namespace ResearchKit.Figures.Rendering;

/// <summary>Shaft and head of an arrow.</summary>
internal static class ArrowPaths
{
    private const double HeadLength = 6;
    private const double HeadHalfWidth = 2.6;

    internal static (LineShape Shaft, FillShape Head) Of(ArrowShape arrow)
    {
        double dx = arrow.TipX - arrow.FromX, dy = arrow.TipY - arrow.FromY, length = Math.Sqrt(dx * dx + dy * dy);
        (dx, dy) = (dx / length, dy / length);
        double baseX = arrow.TipX - dx * HeadLength, baseY = arrow.TipY - dy * HeadLength;
        double acrossX = -dy * HeadHalfWidth, acrossY = dx * HeadHalfWidth;
        return (new LineShape(arrow.FromX, arrow.FromY, baseX, baseY, Palette.Muted, 1.1, Dash.Solid),
            new FillShape(Polyline.Path([(arrow.TipX, arrow.TipY), (baseX + acrossX, baseY + acrossY),
                (baseX - acrossX, baseY - acrossY)]) + "z", Palette.Muted, 1));
    }
}
