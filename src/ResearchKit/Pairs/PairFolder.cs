using ResearchKit.Imaging;
using ResearchKit.Pairs.Formats;

namespace ResearchKit.Pairs;

/// <summary>A pair with its images in memory.</summary>
/// <param name="Pair">The texts; its file names are given by <see cref="PairFolder.Write"/>.</param>
/// <param name="Image">The original.</param>
/// <param name="RejectedImage">The vision-rejected image, or null.</param>
public sealed record PairWithImages(PreferencePair Pair, RgbImage Image, RgbImage? RejectedImage = null);

/// <summary>A folder of pairs: <c>pairs.jsonl</c> in our own format, and the images as PNG in <c>images</c>.</summary>
public static class PairFolder
{
    /// <summary>The file of pairs in a folder.</summary>
    public const string FileName = "pairs.jsonl";

    /// <summary>Writes images as they come and the file of pairs last, so that it never names an image that is
    /// missing.</summary>
    /// <param name="folder">Created if need be.</param>
    /// <param name="pairs">Ids become file names: letters, digits, '-', '_' and '.', not beginning with a dot, each
    /// once.</param>
    /// <returns>The number of pairs.</returns>
    /// <exception cref="PairFormatException">An id occurs twice or cannot be a file name.</exception>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public static int Write(string folder, IEnumerable<PairWithImages> pairs)
    {
        Directory.CreateDirectory(Path.Combine(folder, "images"));
        var ids = new HashSet<string>(StringComparer.OrdinalIgnoreCase); // some file systems do not tell case apart
        return PairFile.Write(Path.Combine(folder, FileName), pairs.Select(p => Save(folder, p, ids)),
            PairFormat.ResearchKit);
    }

    private static PreferencePair Save(string folder, PairWithImages shown, HashSet<string> ids)
    {
        var id = shown.Pair.Id;
        if (id.Length is 0 or > 100 || id[0] == '.'
            || !id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'))
            throw new PairFormatException(
                $"the id '{id}' cannot be a file name: use up to 100 letters, digits, '-', '_' and '.'");
        if (!ids.Add(id)) throw new PairFormatException($"the id '{id}' occurs twice");
        var image = $"images/{id}.png";
        ImageFile.Save(shown.Image, Path.Combine(folder, image));
        string? rejected = null;
        if (shown.RejectedImage is not null)
        {
            rejected = $"images/{id}.rejected.png";
            ImageFile.Save(shown.RejectedImage, Path.Combine(folder, rejected));
        }
        return shown.Pair with { Image = image, RejectedImage = rejected };
    }
}
