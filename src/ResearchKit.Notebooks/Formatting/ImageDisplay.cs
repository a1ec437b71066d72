using ResearchKit.Imaging;
using ResearchKit.Imaging.Png;

namespace ResearchKit.Notebooks.Formatting;

/// <summary>Images in a notebook: their pixels, as a PNG file.</summary>
internal static class ImageDisplay
{
    /// <summary>The MIME type of what <see cref="Png"/> gives.</summary>
    public const string MimeType = "image/png";

    /// <summary>Whether the value is an image; asked by name, so that the library is not loaded for other
    /// values.</summary>
    public static bool IsImage(object value) => value.GetType().FullName == "ResearchKit.Imaging.RgbImage";

    /// <summary>The image in base64, as front ends want it.</summary>
    public static string Png(object value) => Convert.ToBase64String(PngEncoder.Encode((RgbImage)value));

    /// <summary>The image in words.</summary>
    public static string Text(object value)
    {
        var image = (RgbImage)value;
        return FormattableString.Invariant($"an image of {image.Width} x {image.Height} pixels");
    }
}
