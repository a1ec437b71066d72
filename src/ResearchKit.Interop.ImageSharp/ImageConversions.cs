using System.Runtime.InteropServices;
using ResearchKit.Imaging;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;

namespace ResearchKit.Interop.ImageSharp;

/// <summary>ImageSharp's images as ours, and ours as ImageSharp's. Both directions copy.</summary>
public static class ImageConversions
{
    /// <summary>The image for ImageSharp's processors and encoders.</summary>
    public static Image<Rgb24> ToImageSharp(this RgbImage image) =>
        Image.LoadPixelData<Rgb24>(image.Pixels, image.Width, image.Height);

    /// <summary>The same pixels as our image.</summary>
    public static RgbImage ToRgbImage(this Image<Rgb24> image)
    {
        var result = new RgbImage(image.Width, image.Height);
        image.ProcessPixelRows(rows =>
        {
            for (var y = 0; y < rows.Height; y++) MemoryMarshal.AsBytes(rows.GetRowSpan(y)).CopyTo(result.Row(y));
        });
        return result;
    }

    /// <summary>The first frame of an image of any pixel type: 8 bits a channel, transparent pixels over
    /// white.</summary>
    public static RgbImage ToRgbImage(this Image image)
    {
        if (image is Image<Rgb24> rgb) return rgb.ToRgbImage();
        using var copy = image is Image<Rgba32> ? null : image.CloneAs<Rgba32>();
        var source = copy ?? (Image<Rgba32>)image;
        var result = new RgbImage(source.Width, source.Height);
        source.ProcessPixelRows(rows =>
        {
            for (var y = 0; y < rows.Height; y++) OverWhite(rows.GetRowSpan(y), result.Row(y));
        });
        return result;
    }

    /// <summary>What notebooks show of an image: ours; the value itself if it is none.</summary>
    public static object Shown(object value) => value is Image image ? image.ToRgbImage() : value;

    private static void OverWhite(ReadOnlySpan<Rgba32> row, Span<byte> target)
    {
        for (var x = 0; x < row.Length; x++)
        {
            var pixel = row[x];
            target[3 * x] = OverWhite(pixel.R, pixel.A);
            target[3 * x + 1] = OverWhite(pixel.G, pixel.A);
            target[3 * x + 2] = OverWhite(pixel.B, pixel.A);
        }
    }

    // Rounded to the nearest level, as our PNG decoder does.
    private static byte OverWhite(byte value, byte alpha) => (byte)((value * alpha + 255 * (255 - alpha) + 127) / 255);
}
