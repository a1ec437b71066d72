using ResearchKit.Imaging;

namespace ResearchKit.Figures;

/// <summary>Pictures.</summary>
public static class Images
{
    /// <summary>Shows a picture in its own proportions.</summary>
    /// <param name="plot">The figure or panel.</param>
    /// <param name="picture">The picture; it is copied.</param>
    /// <param name="alt">What the picture shows, for readers who cannot see it.</param>
    public static TPlot Image<TPlot>(this TPlot plot, RgbImage picture, string? alt = null)
        where TPlot : IPlot<TPlot>
    {
        ArgumentNullException.ThrowIfNull(picture);
        return plot.Add(new ImageTrace(picture.Clone()) { AltText = alt });
    }

    /// <summary>Shows a picture in its own proportions.</summary>
    /// <param name="plot">The figure or panel.</param>
    /// <param name="pixels">Red, green and blue, 8 bits each: <c>[height, width, 3]</c>, top row first.</param>
    /// <param name="width">Pixels per row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="alt">What the picture shows, for readers who cannot see it.</param>
    /// <exception cref="ArgumentException">The number of bytes is not height x width x 3.</exception>
    public static TPlot Image<TPlot>(this TPlot plot, byte[] pixels, int width, int height, string? alt = null)
        where TPlot : IPlot<TPlot>
    {
        ArgumentNullException.ThrowIfNull(pixels);
        if (width < 1 || height < 1 || pixels.LongLength != 3L * width * height)
            throw new ArgumentException(
                $"A picture of {width} x {height} pixels has {3L * width * height} bytes of red, green and blue, " +
                $"but {pixels.LongLength} were given.");
        return plot.Image(new RgbImage(width, height, pixels), alt);
    }

    /// <summary>Shows a picture in its own proportions.</summary>
    /// <param name="plot">The figure or panel.</param>
    /// <param name="pixels">Red, green and blue in 0 to 255: <c>[height, width, 3]</c>, top row first.</param>
    /// <param name="alt">What the picture shows, for readers who cannot see it.</param>
    /// <exception cref="ArgumentException">The last dimension is not 3.</exception>
    public static TPlot Image<TPlot>(this TPlot plot, byte[,,] pixels, string? alt = null)
        where TPlot : IPlot<TPlot>
    {
        ArgumentNullException.ThrowIfNull(pixels);
        if (pixels.GetLength(2) != 3)
            throw new ArgumentException($"The last dimension holds red, green and blue, not {pixels.GetLength(2)} values.");
        return plot.Image(pixels.Cast<byte>().ToArray(), pixels.GetLength(1), pixels.GetLength(0), alt);
    }
}
