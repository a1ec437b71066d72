using System.Globalization;
using System.Text.Json;

namespace ResearchKit.Datasets.Coco;

/// <summary>Takes the elements of a COCO file one by one and leaves out what says nothing.</summary>
/// <param name="wanted">Asked for each image's file name, without folders; null for all.</param>
internal sealed class CocoReader(Func<string, bool>? wanted)
{
    private readonly Dictionary<string, CocoImage?> _images = []; // by id; null if it stands for different images
    private readonly Dictionary<string, CocoImage> _byPath = new(StringComparer.Ordinal);
    private readonly List<CocoImage> _inOrder = [];
    private readonly Dictionary<string, string?> _categories = []; // by id; null if it stands for different categories
    private readonly List<string> _names = [];
    private readonly CocoProblems _problems = new();
    private int _imageCount, _categoryCount, _annotationCount;

    public IReadOnlyList<CocoImage> Images => _inOrder;

    public IReadOnlyList<string> Categories => [.. _names.Distinct()];

    public IReadOnlyList<CocoProblem> Problems => _problems.All;

    public void AddImage(ReadOnlyMemory<byte> element)
    {
        var row = new CocoRow(element);
        var number = ++_imageCount;
        if (!row.IsObject)
        {
            _problems.Add("an image that is no JSON object", Place("image", null, number));
            return;
        }
        var id = row.Key("id");
        var where = Place("image", id, number);
        if (row.Text("file_name", out var problem) is not { } name)
        {
            _problems.Add(problem is null ? "an image without file name"
                : $"an image whose file name is unreadable: {problem}", where);
            return;
        }
        if (wanted is not null && !wanted(ImageName.Bare(name))) return;
        if (id is null)
        {
            _problems.Add("an image without id", where);
            return;
        }
        // 0 stands for a size that is not given.
        int width = row.Size("width") ?? 0, height = row.Size("height") ?? 0;
        var path = ImageName.Normal(name);
        // Merged files list an image once per part: its annotations belong together.
        if (!_byPath.TryGetValue(path, out var image) || (image.Width, image.Height) != (width, height))
        {
            image = new(id, name, width, height, new List<CocoAnnotation>());
            _byPath.TryAdd(path, image);
            _inOrder.Add(image);
        }
        if (_images.TryAdd(id, image) || _images[id] is null || ReferenceEquals(_images[id], image)) return;
        _problems.Add("an id that several images have: their annotations are left out", where);
        _images[id] = null;
    }

    public void AddCategory(ReadOnlyMemory<byte> element)
    {
        var row = new CocoRow(element);
        var number = ++_categoryCount;
        string? problem = null;
        if (!row.IsObject || row.Key("id") is not { } id || row.Name(out problem) is not { } name)
        {
            _problems.Add($"a category without id or name{(problem is null ? "" : $": {problem}")}",
                Place("category", row.IsObject ? row.Key("id") : null, number));
            return;
        }
        _names.Add(name);
        if (_categories.TryAdd(id, name) || _categories[id] is null || _categories[id] == name) return;
        _problems.Add("an id that several categories have: their annotations are left out",
            Place("category", id, number));
        _categories[id] = null;
    }

    public void AddAnnotation(ReadOnlyMemory<byte> element)
    {
        var number = ++_annotationCount;
        // Most annotations of a large file belong to images that nobody asked for: a look at one value decides.
        if (ImageOf(element.Span) is { } other && !_images.ContainsKey(other)) return;
        var row = new CocoRow(element);
        var where = Place("annotation", row.IsObject ? row.Key("id") : null, number);
        if (!row.IsObject || row.Key("image_id") is not { } imageId)
        {
            _problems.Add("an annotation that names no image", where);
            return;
        }
        if (!_images.TryGetValue(imageId, out var image) || image is null) return;
        if (row.Key("category_id") is not { } categoryId || !_categories.TryGetValue(categoryId, out var category))
        {
            _problems.Add("an annotation of no known category", where);
            return;
        }
        if (category is not null
            && Annotation(row, row.Key("id") ?? number.ToString(CultureInfo.InvariantCulture), image, category,
                where) is { } annotation)
            ((List<CocoAnnotation>)image.Annotations).Add(annotation);
    }

    private CocoAnnotation? Annotation(CocoRow row, string id, CocoImage image, string category, string where)
    {
        if (row.Flag("iscrowd") is not { } crowd)
        {
            _problems.Add("an annotation whose 'iscrowd' is neither 0 nor 1", where);
            return null;
        }
        var shape = row.Shape(what => _problems.Add(what, where));
        if (shape is CocoRuns runs && image is { Width: > 0, Height: > 0 }
            && (runs.Width, runs.Height) != (image.Width, image.Height))
        {
            _problems.Add("run lengths for an image of another size", where);
            shape = null;
        }
        if (row.Bounds() is { Width: > 0, Height: > 0 } bounds) return new(id, category, bounds, shape, crowd);
        if (row.HasBounds)
            _problems.Add(shape is null ? "an annotation whose box has no extent"
                : "a box without extent: the outline is used", where);
        else if (shape is null) _problems.Add("an annotation with neither box nor outline", where);
        return shape is null ? null : new(id, category, shape.Bounds(), shape, crowd);
    }

    private static string Place(string kind, string? id, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{kind} {id ?? $"at place {number}"}");

    // Null if only the whole row can tell.
    private static string? ImageOf(ReadOnlySpan<byte> element)
    {
        var reader = new Utf8JsonReader(element);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var found = reader.ValueTextEquals("image_id"u8);
            reader.Read();
            if (found)
                return reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var id)
                    ? id.ToString(CultureInfo.InvariantCulture) : null;
            reader.Skip();
        }
        return null;
    }
}
