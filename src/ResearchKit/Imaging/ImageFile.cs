namespace ResearchKit.Imaging;

/// <summary>Reads and writes image files.</summary>
public static class ImageFile
{
    /// <summary>Reads a PNG or JPEG file, or one that a decoder of <see cref="ImageDecoders"/> reads; the format is
    /// taken from its first bytes, not from its name.</summary>
    /// <exception cref="ImageException">The file is of no known format, or it is damaged; the message names
    /// it.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static RgbImage Load(string path)
    {
        var bytes = File.ReadAllBytes(path);
        try
        {
            return Decode(bytes);
        }
        catch (ImageException error)
        {
            throw new ImageException($"{path}: {error.Message}");
        }
    }

    /// <summary>Decodes a file held in memory; formats as for <see cref="Load"/>.</summary>
    /// <exception cref="ImageException">It is of no known format, or it is damaged.</exception>
    public static RgbImage Decode(ReadOnlySpan<byte> file) => Decode(file, out _);

    /// <summary>The same, with the turn from the stored to the shown image; Exif's orientation 1 if there is
    /// none.</summary>
    /// <inheritdoc cref="Decode(ReadOnlySpan{byte})"/>
    public static RgbImage Decode(ReadOnlySpan<byte> file, out Turn turn)
    {
        if (file.IsEmpty) throw new ImageException("the file is empty");
        if (Jpeg.JpegDecoder.Accepts(file)) return Jpeg.JpegDecoder.Decode(file, out turn);
        if (Png.PngDecoder.Accepts(file))
        {
            var image = Png.PngDecoder.Decode(file);
            turn = new(1, image.Width, image.Height);
            return image;
        }
        if (ImageDecoders.For(file) is { } decoder) return decoder.Decode(file, out turn);
        throw new ImageException(
            $"the file is of none of the formats {string.Join(", ", ImageDecoders.Formats)}; convert it to one of " +
            "them first");
    }

    /// <summary>Writes an image as PNG, or as binary PPM if the name ends in <c>.ppm</c>.</summary>
    /// <remarks>The file appears under its name only when it is complete.</remarks>
    /// <exception cref="ArgumentException">The name ends in neither <c>.png</c> nor <c>.ppm</c>.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Save(RgbImage image, string path)
    {
        var bytes = Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".png" => Png.PngEncoder.Encode(image),
            ".ppm" => PpmEncoder.Encode(image),
            var other => throw new ArgumentException(
                $"{path}: images are written as .png or .ppm, not as '{other}'", nameof(path)),
        };
        AtomicFile.Write(path, file => file.Write(bytes));
    }
}
