using ResearchKit.Imaging;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Formats;
using SixLabors.ImageSharp.Formats.Bmp;
using SixLabors.ImageSharp.Formats.Gif;
using SixLabors.ImageSharp.Formats.Tga;
using SixLabors.ImageSharp.Formats.Tiff;
using SixLabors.ImageSharp.Formats.Tiff.Constants;
using SixLabors.ImageSharp.Formats.Webp;
using SixLabors.ImageSharp.Metadata;
using SixLabors.ImageSharp.Metadata.Profiles.Exif;
using SixLabors.ImageSharp.PixelFormats;
using IDecoder = SixLabors.ImageSharp.Formats.IImageDecoder;

namespace ResearchKit.Interop.ImageSharp;

/// <summary>Decodes the first frame of a file, within our limits and with our errors.</summary>
internal static class FirstFrame
{
    /// <summary>Up to so many pixels a file may claim whatever its length: decoding them takes a fraction of a
    /// second.</summary>
    public const int FreePixels = 1 << 24;

    /// <summary>A larger image needs a byte for each so many pixels: what deflate, PNG's compression, reaches at
    /// best.</summary>
    public const int PixelsPerByte = 8 * 1032;

    private static readonly Dictionary<string, IDecoder> Decoders = new()
    {
        ["WebP"] = new WebpDecoder(), ["BMP"] = new BmpDecoder(), ["TGA"] = new TgaDecoder(),
        ["GIF"] = new GifDecoder { DecodingMode = FrameDecodingMode.First },
        ["TIFF"] = new TiffDecoder { DecodingMode = FrameDecodingMode.First },
    };

    // Pairs are built side by side: a decoder needs no threads of its own.
    private static readonly Configuration Sequential = new() { MaxDegreeOfParallelism = 1 };

    public static RgbImage Decode(string format, byte[] file, out Turn turn)
    {
        try
        {
            FileChecks.Check(format, file);
            using var stream = new MemoryStream(file);
            var decoder = Decoders[format];
            Check(format, ((IImageInfoDetector)decoder).Identify(Sequential, stream, default), file.Length);
            stream.Position = 0;
            using var image = decoder.Decode<Rgba32>(Sequential, stream, default);
            Check(format, image, file.Length);
            turn = new(Orientation(image), image.Width, image.Height);
            var pixels = image.ToRgbImage();
            if (IsInverted(format, image)) Invert(pixels);
            return turn.Apply(pixels);
        }
        // A damaged file reaches ImageSharp's own exceptions or those of whatever it indexes, adds or allocates.
        catch (Exception e) when (e is not (ImageException or OutOfMemoryException))
        {
            throw new ImageException($"{format}: {Reason(e)}");
        }
    }

    private static void Check(string format, IImageInfo? size, int bytes)
    {
        if (size is null) throw new ImageException($"{format}: the header is damaged");
        var pixels = (long)size.Width * size.Height;
        if (size.Width < 1 || size.Height < 1)
            throw new ImageException($"{format}: a size of {size.Width} x {size.Height} is not possible");
        if (pixels > RgbImage.MaxPixels)
            throw new ImageException(
                $"{format}: {size.Width} x {size.Height} pixels are more than we read ({RgbImage.MaxPixels})");
        if (pixels > FreePixels && pixels / PixelsPerByte > bytes)
            throw new ImageException($"{format}: the file is too short for {size.Width} x {size.Height} pixels");
    }

    // Of files with a fax's compression ImageSharp inverts those that say that zero is black; libtiff does not.
    private static bool IsInverted(string format, Image image) => format == "TIFF"
        && image.Frames.RootFrame.Metadata.GetTiffMetadata() is
        {
            Compression: TiffCompression.Ccitt1D or TiffCompression.CcittGroup3Fax or TiffCompression.CcittGroup4Fax,
            PhotometricInterpretation: TiffPhotometricInterpretation.BlackIsZero,
        };

    private static void Invert(RgbImage image)
    {
        for (var y = 0; y < image.Height; y++)
            foreach (ref var value in image.Row(y)) value = (byte)(255 - value);
    }

    // TIFF has it with the page, the other formats with the file.
    private static int Orientation(Image image)
    {
        var exif = image.Metadata.ExifProfile ?? image.Frames.RootFrame.Metadata.ExifProfile;
        return exif?.GetValue(ExifTag.Orientation)?.Value is { } value and >= 1 and <= 8 ? value : 1;
    }

    private static string Reason(Exception e) => e switch
    {
        ImageFormatException or NotSupportedException when e.Message.Length > 0 => e.Message.TrimEnd('.'),
        _ => "the file is damaged or cut short",
    };
}
