using System.Text.Json;
using ResearchKit.Datasets.Json;

namespace ResearchKit.Datasets.Coco;

/// <summary>
/// Annotation files in COCO's format (<c>instances_*.json</c>): lists <c>images</c>, <c>categories</c> and
/// <c>annotations</c> in any order. The file is read twice as a stream, so that files of hundreds of megabytes take the
/// memory of the wanted images' annotations alone. What says nothing is left out and counted in <see cref="Problems"/>.
/// </summary>
public sealed class CocoFile
{
    private readonly ILookup<string, CocoImage> _byName;

    private CocoFile(IReadOnlyList<string> categories, IReadOnlyList<CocoImage> images,
        IReadOnlyList<CocoProblem> problems)
    {
        (Categories, Images, Problems) = (categories, images, problems);
        _byName = images.ToLookup(i => ImageName.Bare(i.FileName), StringComparer.Ordinal);
    }

    /// <summary>The names of all categories, each once, in the order of the file.</summary>
    public IReadOnlyList<string> Categories { get; }

    /// <summary>The wanted images that the file has.</summary>
    public IReadOnlyCollection<CocoImage> Images { get; }

    /// <summary>What was left out, and why.</summary>
    public IReadOnlyList<CocoProblem> Problems { get; }

    /// <summary>The image of a name; null if the file has none, or several that it could be. See
    /// <see cref="Match"/>.</summary>
    public CocoImage? Find(string fileName) => Match(fileName).Image;

    /// <summary>
    /// The image of which the <c>file_name</c> is one of the given paths; else the only one whose path ends like one of
    /// them, as <c>train/b.png</c> and <c>coco/train/b.png</c> do; else the only one with the same bare name.
    /// </summary>
    /// <param name="paths">Names of one and the same image, the surest first.</param>
    public CocoMatch Match(params IReadOnlyList<string> paths)
    {
        CocoImage[] namesakes = [.. paths.Select(ImageName.Bare).Distinct().SelectMany(name => _byName[name])];
        if (namesakes.Length == 0) return new(null, false, "the annotations do not have the image");
        foreach (var path in paths)
            if (namesakes.Where(i => ImageName.AreSame(i.FileName, path)).ToArray() is { Length: > 0 } same)
                return same.Length == 1 ? new(same[0], true, null)
                    : new(null, false, "the annotations have images of different sizes under this name");
        foreach (var path in paths)
            if (namesakes.Where(i => ImageName.EndAlike(i.FileName, path)).ToArray() is [var only])
                return new(only, false, null);
        return namesakes.Length == 1
            ? new(namesakes[0], false, null)
            : new(null, false, "the annotations have several images of this name, in other folders");
    }

    /// <summary>Reads what a file says about some images.</summary>
    /// <param name="path">The file.</param>
    /// <param name="wanted">Asked for each image's file name, without folders; null for all.</param>
    /// <exception cref="CocoException">The file is no JSON, or one of the three lists is missing.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static CocoFile Read(string path, Func<string, bool>? wanted = null)
    {
        var reader = new CocoReader(wanted);
        var lists = new HashSet<string>();
        Walk(path, (list, element) =>
        {
            lists.Add(list);
            if (list == "images") reader.AddImage(element);
            else if (list == "categories") reader.AddCategory(element);
        });
        foreach (var list in (string[])["images", "categories", "annotations"])
            if (!lists.Contains(list))
                throw new CocoException(
                    $"{path}: there is no list '{list}', or it is empty: is it a file of COCO instances?");
        Walk(path, (list, element) =>
        {
            if (list == "annotations") reader.AddAnnotation(element);
        });
        return new(reader.Categories, reader.Images, reader.Problems);
    }

    private static void Walk(string path, Action<string, ReadOnlyMemory<byte>> visit)
    {
        using var stream = new NonFiniteNumbers(UnicodeFile.Open(path));
        try
        {
            JsonLists.Read(stream, visit);
        }
        catch (JsonException e)
        {
            throw new CocoException(e.LineNumber is null ? $"{path}: {e.Message}"
                : $"{path}: this is no JSON, or it is broken off: {JsonProblem.Text(e)}");
        }
        // the name of a list
        catch (InvalidOperationException e) when (e.InnerException is System.Text.DecoderFallbackException)
        {
            throw new CocoException($"{path}: {JsonTexts.NoUtf8}");
        }
    }
}

/// <summary>What an annotation file has under a name.</summary>
/// <param name="Image">The image; null if there is none, or no telling which.</param>
/// <param name="IsExact">Whether its whole path was asked for.</param>
/// <param name="Reason">Why there is none; else null.</param>
public sealed record CocoMatch(CocoImage? Image, bool IsExact, string? Reason);
