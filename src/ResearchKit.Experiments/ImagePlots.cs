using ResearchKit.Figures;
using ResearchKit.Imaging;

namespace ResearchKit.Experiments;

/// <summary>The library's images in figures.</summary>
public static class ImagePlots
{
    /// <summary>Shows an image in its own proportions.</summary>
    /// <param name="plot">The figure or panel.</param>
    /// <param name="image">The image; it is copied.</param>
    /// <param name="alt">What the image shows, for readers who cannot see it.</param>
    public static TPlot Image<TPlot>(this TPlot plot, RgbImage image, string? alt = null)
        where TPlot : IPlot<TPlot>
    {
        ArgumentNullException.ThrowIfNull(image);
        return plot.Image(image.Pixels, image.Width, image.Height, alt);
    }
}
