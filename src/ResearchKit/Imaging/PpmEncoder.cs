using System.Text;

namespace ResearchKit.Imaging;

/// <summary>Binary PPM (P6), the plainest format: what other tools compare pixels with.</summary>
public static class PpmEncoder
{
    /// <summary>The file: <c>P6\nwidth height\n255\n</c>, then three bytes per pixel.</summary>
    public static byte[] Encode(RgbImage image) =>
        [.. Encoding.ASCII.GetBytes(FormattableString.Invariant($"P6\n{image.Width} {image.Height}\n255\n")),
            .. image.Pixels];
}
