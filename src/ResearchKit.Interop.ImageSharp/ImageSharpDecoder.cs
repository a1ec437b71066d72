using ResearchKit.Imaging;

namespace ResearchKit.Interop.ImageSharp;

/// <summary>
/// Reads WebP, GIF (first frame), BMP, TIFF (first page) and TGA through ImageSharp. The package is loaded with the
/// first such file, not before.
/// </summary>
/// <remarks>
/// The pixels are the same at every vector width, and those of lossy WebP are libwebp's. The exception is JPEG inside
/// TIFF: without AVX2 some of its pixels differ by a level or more.
/// </remarks>
public sealed class ImageSharpDecoder : IImageDecoder
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Formats { get; } = ["WebP", "GIF", "BMP", "TIFF", "TGA"];

    /// <inheritdoc/>
    public bool Accepts(ReadOnlySpan<byte> file) => FileSignature.NameOf(file) is not null;

    /// <inheritdoc/>
    public RgbImage Decode(ReadOnlySpan<byte> file, out Turn turn) =>
        FileSignature.NameOf(file) is { } name
            ? FirstFrame.Decode(name, file.ToArray(), out turn)
            : throw new ImageException($"the file is of none of the formats {string.Join(", ", Formats)}");
}
