using System.Text;
using System.Text.Json;

namespace ResearchKit.Datasets.Coco;

/// <summary>
/// Annotation files in COCO's format (<c>instances_*.json</c>): lists <c>images</c>, <c>categories</c> and
/// <c>annotations</c> in any order. The file is read twice as a stream, so that files of hundreds of megabytes take the
/// memory of the wanted pictures' annotations alone.
/// </summary>
public sealed class CocoFile
{
    private readonly Dictionary<string, CocoImage> images = new(StringComparer.Ordinal);

    private CocoFile(IReadOnlyList<string> categories) => Categories = categories;

    /// <summary>The names of all categories, in the order of the file.</summary>
    public IReadOnlyList<string> Categories { get; }

    /// <summary>The wanted pictures that the file has.</summary>
    public IReadOnlyCollection<CocoImage> Images => images.Values;

    /// <summary>The picture of a name, of which only the part after the last slash counts; null if the file has none.</summary>
    public CocoImage? Find(string fileName) => images.GetValueOrDefault(NameOf(fileName));

    /// <summary>Reads what a file says about some pictures.</summary>
    /// <param name="path">The file.</param>
    /// <param name="wanted">Asked for each picture's file name, without folders; null for all.</param>
    /// <exception cref="CocoException">The file is no JSON, or something in it is missing or malformed.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static CocoFile Read(string path, Func<string, bool>? wanted = null)
    {
        var images = new Dictionary<long, (CocoImage Image, List<CocoAnnotation> Annotations)>();
        var categories = new Dictionary<long, string>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        var lists = new HashSet<string>();
        Walk(path, (list, element) =>
        {
            lists.Add(list);
            if (list == "images") ReadImage(new(element, path, "image"));
            else if (list == "categories") ReadCategory(new(element, path, "category"));
        });
        foreach (var list in (string[])["images", "categories", "annotations"])
            if (!lists.Contains(list)) throw new CocoException($"{path}: there is no list '{list}', or it is empty: is it a file of COCO instances?");
        Walk(path, (list, element) =>
        {
            if (list == "annotations") ReadAnnotation(element);
        });
        var file = new CocoFile([.. categories.Values]);
        foreach (var (image, _) in images.Values) file.images.Add(NameOf(image.FileName), image);
        return file;

        void ReadImage(CocoRow row)
        {
            var name = row.Text("file_name");
            if (wanted is not null && !wanted(NameOf(name))) return;
            if (!names.Add(NameOf(name))) throw row.Error("file_name", $"another image is called '{NameOf(name)}', too");
            var annotations = new List<CocoAnnotation>();
            if (!images.TryAdd(row.Id, (new(row.Id, name, row.Size("width"), row.Size("height"), annotations), annotations)))
                throw row.Error("id", "it occurs twice");
        }

        void ReadCategory(CocoRow row)
        {
            if (!categories.TryAdd(row.Id, row.Text("name"))) throw row.Error("id", "it occurs twice");
        }

        void ReadAnnotation(ReadOnlyMemory<byte> element)
        {
            if (ImageOf(element.Span) is { } id && !images.ContainsKey(id)) return;
            var row = new CocoRow(element, path, "annotation");
            if (!categories.TryGetValue(row.Number("category_id"), out var category))
                throw row.Error("category_id", $"there is no category {row.Number("category_id")}");
            if (!images.TryGetValue(row.Number("image_id"), out var image)) return;
            var shape = row.Shape();
            if (shape is CocoRuns runs && (runs.Width, runs.Height) != (image.Image.Width, image.Image.Height))
                throw row.Error("segmentation", $"its size is {runs.Width} x {runs.Height}, that of the image {image.Image.Width} x {image.Image.Height}");
            image.Annotations.Add(new(row.Id, category, row.Bounds(), shape, row.Flag("iscrowd")));
        }
    }

    private static string NameOf(string path) => path[(path.LastIndexOfAny(['/', '\\']) + 1)..];

    private static void Walk(string path, Action<string, ReadOnlyMemory<byte>> visit)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        try
        {
            JsonLists.Read(stream, visit);
        }
        catch (JsonException e)
        {
            throw new CocoException(e.LineNumber is null ? $"{path}: {e.Message}" : $"{path}: this is no JSON, or it is broken off. {e.Message}");
        }
        catch (InvalidOperationException e) when (e.InnerException is DecoderFallbackException) // a name that is no UTF-8
        {
            throw new CocoException($"{path}: a text is no UTF-8");
        }
    }

    // Most annotations of a large file belong to pictures that nobody asked for: a look at one number decides.
    private static long? ImageOf(ReadOnlySpan<byte> element)
    {
        var reader = new Utf8JsonReader(element);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var found = reader.ValueTextEquals("image_id"u8);
            reader.Read();
            if (found) return reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var id) ? id : null;
            reader.Skip();
        }
        return null;
    }
}
