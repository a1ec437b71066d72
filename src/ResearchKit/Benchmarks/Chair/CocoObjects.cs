using System.Text.Json;
using ResearchKit.Benchmarks.Reading;
using ResearchKit.Datasets.Coco;

namespace ResearchKit.Benchmarks.Chair;

/// <summary>
/// Which objects are in which image, from COCO's <c>instances</c> and <c>captions</c> files, read as streams: one bit
/// per image and category.
/// </summary>
internal sealed class CocoObjects(ObjectVocabulary vocabulary)
{
    private static readonly string[] Patterns = ["instances*.json", "captions*.json"];
    private readonly int _stride = (vocabulary.Names.Count + 63) / 64;
    private readonly Dictionary<long, int> _images = [];
    private readonly List<ulong> _bits = [];
    private readonly List<int> _found = [];

    /// <summary>Number of images.</summary>
    public int Count => _images.Count;

    /// <summary>Index of an image, or -1.</summary>
    public int IndexOf(long image) => _images.GetValueOrDefault(image, -1);

    /// <summary>Whether the image has the category.</summary>
    public bool Has(int image, int category) => (_bits[image * _stride + category / 64] >> category % 64 & 1) == 1;

    /// <summary>How many categories the image has.</summary>
    public int CountOf(int image)
    {
        var count = 0;
        for (var i = 0; i < _stride; i++) count += System.Numerics.BitOperations.PopCount(_bits[image * _stride + i]);
        return count;
    }

    /// <summary>Reads a file, or all <c>instances_*.json</c> and <c>captions_*.json</c> of a folder.</summary>
    public static CocoObjects Load(string path, string? captions, ObjectVocabulary vocabulary)
    {
        var objects = new CocoObjects(vocabulary);
        if (Directory.Exists(path))
        {
            string[] files = [.. Patterns.SelectMany(p => Directory.GetFiles(path, p).Order(StringComparer.Ordinal))];
            if (!files.Any(f => Path.GetFileName(f).StartsWith("instances", StringComparison.Ordinal)))
                throw new BenchmarkException(
                    $"{path}: the folder has no file instances*.json; COCO's annotations are needed");
            foreach (var file in files) objects.Read(file);
        }
        else objects.Read(path);
        if (captions is not null) objects.Read(captions);
        return objects.Count > 0 ? objects : throw new BenchmarkException($"{path}: there are no images in the file");
    }

    private void Read(string path)
    {
        using var stream = RecordFile.Open(path);
        var categories = new Dictionary<int, int>();
        var pending = new List<(int Image, int Category)>(); // COCO lists its categories last
        try
        {
            JsonLists.Read(stream, (list, json) =>
            {
                if (list is not ("images" or "annotations" or "categories")) return;
                var row = Row.Read(json.Span);
                if (list == "images") Add(row.Id ?? throw Wrong(list, "id"));
                else if (list == "categories")
                    categories[(int)(row.Id ?? throw Wrong(list, "id"))] =
                        CategoryOf(row.Name ?? throw Wrong(list, "name"));
                else
                {
                    var image = Add(row.ImageId ?? throw Wrong(list, "image_id"));
                    if (row.CategoryId is { } category) pending.Add((image, (int)category));
                    else AddCaption(image, row.Caption ?? throw Wrong(list, "category_id or caption"));
                }
            });
        }
        catch (JsonException e)
        {
            throw new BenchmarkException($"{path}: the file is no whole COCO annotation file: {JsonProblem.Text(e)}",
                e);
        }
        foreach (var (image, category) in pending)
            Set(image, categories.TryGetValue(category, out var known) ? known
                : throw new BenchmarkException(
                    $"{path}: an annotation has the category {category}, which the file does not list"));

        BenchmarkException Wrong(string list, string field) => new($"{path}: an entry of '{list}' has no {field}");

        int CategoryOf(string name) => vocabulary.CategoryOf(name) is var category and >= 0 ? category
            : throw new BenchmarkException($"{path}: the category '{name}' is not in the synonym file");
    }

    private void AddCaption(int image, string caption)
    {
        _found.Clear();
        vocabulary.Find(caption, _found);
        foreach (var category in _found) Set(image, category);
    }

    private int Add(long image)
    {
        if (_images.TryGetValue(image, out var index)) return index;
        _images.Add(image, index = _images.Count);
        for (var i = 0; i < _stride; i++) _bits.Add(0);
        return index;
    }

    private void Set(int image, int category) => _bits[image * _stride + category / 64] |= 1UL << category % 64;

    // The few fields that count, without a document: a segmentation's thousands of numbers are passed over.
    private readonly record struct Row(long? Id, long? ImageId, long? CategoryId, string? Name, string? Caption)
    {
        public static Row Read(ReadOnlySpan<byte> json)
        {
            var reader = new Utf8JsonReader(json);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
                throw new JsonException("an entry is no object");
            var row = new Row();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals("id"u8)) row = row with { Id = Number(ref reader) };
                else if (reader.ValueTextEquals("image_id"u8)) row = row with { ImageId = Number(ref reader) };
                else if (reader.ValueTextEquals("category_id"u8)) row = row with { CategoryId = Number(ref reader) };
                else if (reader.ValueTextEquals("name"u8)) row = row with { Name = Text(ref reader) };
                else if (reader.ValueTextEquals("caption"u8)) row = row with { Caption = Text(ref reader) };
                else reader.Skip();
            }
            return row;
        }

        private static long? Number(ref Utf8JsonReader reader)
        {
            reader.Read();
            if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var number)) return number;
            if (reader.TokenType == JsonTokenType.String) return JsonRecord.NumberOf(reader.GetString()!);
            reader.TrySkip();
            return null;
        }

        private static string? Text(ref Utf8JsonReader reader)
        {
            reader.Read();
            if (reader.TokenType == JsonTokenType.String) return reader.GetString();
            reader.TrySkip();
            return null;
        }
    }
}
