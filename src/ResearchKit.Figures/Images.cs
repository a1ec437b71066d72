namespace ResearchKit.Figures;

/// <summary>Images.</summary>
public static class Images
{
    /// <summary>Shows an image in its own proportions.</summary>
    /// <param name="plot">The figure or panel.</param>
    /// <param name="pixels">
    /// Red, green and blue, 8 bits each: <c>[height, width, 3]</c>, top row first; they are copied.
    /// </param>
    /// <param name="width">Pixels per row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="alt">What the image shows, for readers who cannot see it.</param>
    /// <exception cref="ArgumentException">The number of bytes is not height x width x 3.</exception>
    public static TPlot Image<TPlot>(this TPlot plot, byte[] pixels, int width, int height, string? alt = null)
        where TPlot : IPlot<TPlot>
    {
        ArgumentNullException.ThrowIfNull(pixels);
        if (width < 1 || height < 1 || pixels.LongLength != 3L * width * height)
            throw new ArgumentException(
                $"An image of {width} x {height} pixels has {3L * width * height} bytes of red, green and blue, " +
                $"but {pixels.LongLength} were given.");
        return plot.Add(new ImageTrace(width, height, [.. pixels]) { AltText = alt });
    }

    /// <summary>Shows an image in its own proportions.</summary>
    /// <param name="plot">The figure or panel.</param>
    /// <param name="pixels">Red, green and blue in 0 to 255: <c>[height, width, 3]</c>, top row first.</param>
    /// <param name="alt">What the image shows, for readers who cannot see it.</param>
    /// <exception cref="ArgumentException">The last dimension is not 3.</exception>
    public static TPlot Image<TPlot>(this TPlot plot, byte[,,] pixels, string? alt = null)
        where TPlot : IPlot<TPlot>
    {
        ArgumentNullException.ThrowIfNull(pixels);
        if (pixels.GetLength(2) != 3)
            throw new ArgumentException(
                $"The last dimension holds red, green and blue, not {pixels.GetLength(2)} values.");
        return plot.Image([.. pixels.Cast<byte>()], pixels.GetLength(1), pixels.GetLength(0), alt);
    }
}
