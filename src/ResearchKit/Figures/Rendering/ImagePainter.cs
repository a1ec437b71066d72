using ResearchKit.Imaging.Png;

namespace ResearchKit.Figures.Rendering;

/// <summary>A picture that fills its panel, whose box has the picture's proportions.</summary>
internal sealed class ImagePainter(ImageTrace trace) : Painter
{
    /// <summary>The picture as PNG, the same bytes on every machine.</summary>
    internal static string DataUri(ImageTrace trace) =>
        "data:image/png;base64," + Convert.ToBase64String(PngEncoder.Encode(trace.Picture));

    /// <summary>Height over width.</summary>
    internal double Aspect => trace.Picture.Height / (double)trace.Picture.Width;

    internal override Extent XExtent(AxisScale _) => new(0, trace.Picture.Width, false, false);

    internal override Extent YExtent(AxisScale _) => new(0, trace.Picture.Height, false, false);

    internal override IEnumerable<Obstacle> Obstacles(PlotArea area) => [Obstacle.Fill(area.Box)];

    internal override void Paint(SvgWriter svg, PlotArea area)
    {
        var box = Place(area.Box);
        // Pixels of small pictures stay sharp; photos are drawn smoothly.
        svg.Image(box, DataUri(trace), trace.AltText, smooth: trace.Picture.Width >= box.Width);
        svg.Outline(box, Palette.Grid, 1);
    }

    /// <summary>The largest box of the picture's proportions, centred.</summary>
    private Box Place(Box area)
    {
        var width = Math.Min(area.Width, area.Height / Aspect);
        var height = width * Aspect;
        return Box.At(area.CenterX - width / 2, area.CenterY - height / 2, width, height);
    }
}
