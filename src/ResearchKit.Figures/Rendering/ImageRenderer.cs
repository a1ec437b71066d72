using ResearchKit.Imaging.Png;

namespace ResearchKit.Figures.Rendering;

/// <summary>An image that fills its panel, whose box has the image's proportions.</summary>
internal sealed class ImageRenderer(ImageTrace trace) : PlotRenderer
{
    /// <summary>Pixels as PNG, the same bytes on every machine.</summary>
    internal static string DataUri(int width, int height, byte[] pixels) =>
        "data:image/png;base64," + Convert.ToBase64String(PngFile.Encode(width, height, pixels));

    /// <summary>Height over width.</summary>
    internal double Aspect => trace.Height / (double)trace.Width;

    internal override Extent XExtent(AxisScale _) => new(0, trace.Width, false, false);

    internal override Extent YExtent(AxisScale _) => new(0, trace.Height, false, false);

    internal override IEnumerable<OccupiedRegion> OccupiedRegions(PlotArea area) => [OccupiedRegion.Fill(area.Box)];

    internal override void Paint(Canvas canvas, PlotArea area)
    {
        var box = Place(area.Box);
        // Pixels of small images stay sharp; photos are drawn smoothly.
        canvas.Image(box, trace.Width, trace.Height, trace.Pixels, trace.AltText,
            smooth: trace.Width >= box.Width);
        canvas.Outline(box, Palette.Grid, 1);
    }

    /// <summary>The largest box of the image's proportions, centered.</summary>
    private Box Place(Box area)
    {
        var width = Math.Min(area.Width, area.Height / Aspect);
        var height = width * Aspect;
        return Box.At(area.CenterX - width / 2, area.CenterY - height / 2, width, height);
    }
}
