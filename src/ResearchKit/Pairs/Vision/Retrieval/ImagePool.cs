using ResearchKit.Imaging;

namespace ResearchKit.Pairs.Vision.Retrieval;

/// <summary>Images that can be searched for the one most like another.</summary>
public sealed class ImagePool
{
    /// <summary>
    /// Two images are near-duplicates if, shrunk to 16 x 16, no sample differs by more than this many levels of 255.
    /// The same image scaled or compressed again stays below, as each of the 256 cells averages over it; an object that
    /// was removed does not, however small: it fills some cell.
    /// </summary>
    public const int DuplicateLevels = 20;

    private const int Thumbnail = 16;
    private readonly IImageEmbedder _embedder;
    private readonly (RgbImage Thumbnail, float[] Vector)[] _entries;

    /// <summary>Embeds every image once.</summary>
    /// <param name="images">The images.</param>
    /// <param name="embedder">Says how alike images are.</param>
    public ImagePool(IReadOnlyList<RgbImage> images, IImageEmbedder embedder)
    {
        (Images, _embedder) = (images, embedder);
        _entries = [.. images.Select(i => (Shrink(i), embedder.Embed(i)))];
    }

    /// <summary>The images, in their order.</summary>
    public IReadOnlyList<RgbImage> Images { get; }

    /// <summary>
    /// Index of the image with the highest cosine to <paramref name="image"/> that is neither itself nor a
    /// near-duplicate (<see cref="DuplicateLevels"/>); the first among equals; -1 if there is none.
    /// </summary>
    public int Nearest(RgbImage image)
    {
        var vector = _embedder.Embed(image);
        var thumbnail = Shrink(image);
        var (best, closest) = (-1, double.NegativeInfinity);
        for (var i = 0; i < _entries.Length; i++)
        {
            if (IsDuplicate(thumbnail, _entries[i].Thumbnail)) continue;
            var cosine = Cosine(vector, _entries[i].Vector);
            if (cosine > closest) (best, closest) = (i, cosine);
        }
        return best;
    }

    /// <summary>The cosine of the angle between two vectors, -1 to 1; 0 if one has no length.</summary>
    /// <exception cref="ArgumentException">The lengths of the vectors differ.</exception>
    public static double Cosine(float[] a, float[] b)
    {
        if (a.Length != b.Length)
            throw new ArgumentException($"vectors of {a.Length} and {b.Length} numbers have no angle", nameof(b));
        double dot = 0, aa = 0, bb = 0;
        for (var i = 0; i < a.Length; i++)
        {
            dot += (double)a[i] * b[i];
            aa += (double)a[i] * a[i];
            bb += (double)b[i] * b[i];
        }
        return aa > 0 && bb > 0 ? dot / Math.Sqrt(aa * bb) : 0;
    }

    private static bool IsDuplicate(RgbImage a, RgbImage b)
    {
        for (var i = 0; i < a.Pixels.Length; i++)
            if (Math.Abs(a.Pixels[i] - b.Pixels[i]) > DuplicateLevels) return false;
        return true;
    }

    private static RgbImage Shrink(RgbImage image) => image.Resize(Thumbnail, Thumbnail, Interpolation.Area);
}
