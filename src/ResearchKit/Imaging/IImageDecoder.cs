namespace ResearchKit.Imaging;

/// <summary>
/// Reads files that our own decoders (PNG, JPEG) do not. The library has none: <c>ResearchKit.Interop.ImageSharp</c>
/// brings one, and <see cref="ImageDecoders.Register"/> makes <see cref="ImageFile"/> use it.
/// </summary>
public interface IImageDecoder
{
    /// <summary>The formats it reads, as messages name them: <c>WebP</c>, <c>GIF</c>.</summary>
    IReadOnlyList<string> Formats { get; }

    /// <summary>Whether the bytes begin as a file of one of these formats does.</summary>
    bool Accepts(ReadOnlySpan<byte> file);

    /// <summary>Decodes a whole file: the image as it is shown (Exif's turn done), transparent pixels over
    /// white.</summary>
    /// <param name="file">The file.</param>
    /// <param name="turn">The turn from the stored to the shown image; Exif's orientation 1 if there is none.</param>
    /// <exception cref="ImageException">
    /// The file is damaged, of a kind that is not read, or has more than <see cref="RgbImage.MaxPixels"/> pixels.
    /// </exception>
    RgbImage Decode(ReadOnlySpan<byte> file, out Turn turn);
}
