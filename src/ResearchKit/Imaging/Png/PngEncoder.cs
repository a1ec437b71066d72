namespace ResearchKit.Imaging.Png;

/// <summary>Writes PNG: 8-bit RGB; the same image gives the same bytes on every machine.</summary>
public static class PngEncoder
{
    /// <summary>The file.</summary>
    public static byte[] Encode(RgbImage image) => PngFile.Encode(image.Width, image.Height, image.Pixels);
}
