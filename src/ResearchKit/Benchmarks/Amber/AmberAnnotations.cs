using System.Text.Json;
using ResearchKit.Benchmarks.Reading;

namespace ResearchKit.Benchmarks.Amber;

/// <summary>AMBER's kinds of items; the order is that of the parts and of the counters.</summary>
internal enum AmberKind
{
    Existence,
    State,
    Number,
    Action,
    Relation,
    Generative,
}

/// <summary>What AMBER knows of an item.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="No">A question whose true answer is no.</param>
/// <param name="Truth">A description's objects that are there.</param>
/// <param name="Hallucinated">Objects that people would expect there and that are not.</param>
internal sealed record AmberItem(AmberKind Kind, bool No, string[] Truth, string[] Hallucinated);

/// <summary>AMBER's <c>annotations.json</c>, and the images of its items from <c>query_all.json</c>.</summary>
internal sealed class AmberAnnotations
{
    private static readonly AmberItem[] Questions = [.. Enum.GetValues<AmberKind>().SelectMany(kind =>
        new[] { new AmberItem(kind, false, [], []), new AmberItem(kind, true, [], []) })];

    private static readonly string[] QueryFiles = ["query_all.json", Path.Combine("query", "query_all.json")];

    private readonly Dictionary<long, AmberItem> _items = [];
    private readonly Dictionary<long, long> _images = [];

    /// <summary>How many items of a kind there are.</summary>
    public int CountOf(AmberKind kind) => _items.Values.Count(i => i.Kind == kind);

    /// <summary>Whether the images are known.</summary>
    public bool HasImages => _images.Count > 0;

    /// <summary>The item of an id, or null.</summary>
    public AmberItem? Find(long id) => _items.GetValueOrDefault(id);

    /// <summary>A key for the item's image; for the item itself if the images are not known.</summary>
    public long ImageOf(long id) => _images.TryGetValue(id, out var image) ? image : id;

    /// <summary>Reads the files.</summary>
    /// <param name="path">annotations.json.</param>
    /// <param name="queries">query_all.json; if null, the one beside the annotations, if there is one.</param>
    public static AmberAnnotations Load(string path, string? queries)
    {
        var result = new AmberAnnotations();
        foreach (var row in RecordFile.Read(path))
        {
            var id = row.Number("id") ?? throw row.Error("an annotation needs an 'id'");
            var type = row.Text("type") ?? throw Wrong(row, id);
            if (!result._items.TryAdd(id, Item(row, id, type))) throw row.Error("the id occurs twice", $"{id}");
        }
        if (result._items.Count == 0) throw new BenchmarkException($"{path}: there are no annotations in the file");
        var folder = Path.GetDirectoryName(path) ?? "";
        queries ??= QueryFiles.Select(name => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
        if (queries is not null) result.ReadImages(queries);
        return result;
    }

    private void ReadImages(string queries)
    {
        var keys = new Dictionary<string, long>();
        foreach (var row in RecordFile.Read(queries))
            if (row.Number("id") is { } id && row.Text("image") is { } image)
            {
                if (!keys.TryGetValue(image, out var key)) keys.Add(image, key = keys.Count);
                _images[id] = key;
            }
    }

    private static AmberItem Item(JsonRecord row, long id, string type)
    {
        if (type == "generative")
            return new(AmberKind.Generative, false,
                [.. row.Texts("truth") ?? throw Wrong(row, id)], [.. row.Texts("hallu") ?? throw Wrong(row, id)]);
        if (row.Text("truth") is not ("yes" or "no") and var truth)
            throw row.Error($"the truth of a question is yes or no, not {truth}", $"{id}");
        var kind = type switch
        {
            "discriminative-hallucination" => AmberKind.Existence,
            "discriminative-attribute-state" => AmberKind.State,
            "discriminative-attribute-number" => AmberKind.Number,
            "discriminative-attribute-action" => AmberKind.Action,
            "discriminative-relation" or "relation" => AmberKind.Relation,
            _ => throw row.Error($"there is no kind of question '{type}'", $"{id}"),
        };
        return Questions[2 * (int)kind + (row.Text("truth") == "no" ? 1 : 0)];
    }

    private static BenchmarkException Wrong(JsonRecord row, long id) => row.Error(
        "an annotation of AMBER has 'id', 'type' and 'truth', and for descriptions 'hallu'; this is another file",
        $"{id}");
}
