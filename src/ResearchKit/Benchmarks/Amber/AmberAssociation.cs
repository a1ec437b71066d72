using System.Text.Json;
using ResearchKit.Benchmarks.Reading;

namespace ResearchKit.Benchmarks.Amber;

/// <summary>AMBER's association file (<c>relation.json</c>) and safe words.</summary>
internal sealed class AmberAssociation
{
    private readonly Dictionary<string, string[]> _related;
    private readonly string _path;

    private AmberAssociation(string path, Dictionary<string, string[]> related, HashSet<string> safe)
    {
        (_path, _related, Safe) = (path, related, safe);
        Vocabulary = [.. related.Keys, .. related.Values.SelectMany(v => v)];
    }

    /// <summary>Every word of the file: nouns that are not in it do not count.</summary>
    public HashSet<string> Vocabulary { get; }

    /// <summary>Words that never count as a hallucination.</summary>
    public HashSet<string> Safe { get; }

    /// <summary>The words that may stand for a word.</summary>
    public string[] Of(string word) => _related.TryGetValue(word, out var words)
        ? words
        : throw new BenchmarkException(
            $"{_path}: the annotations have the word '{word}', which the association file has not; they are of " +
            "different versions");

    /// <summary>Reads both files; the safe words may be left out.</summary>
    public static AmberAssociation Load(string path, string? safeWords)
    {
        var related = new Dictionary<string, string[]>();
        try
        {
            using var stream = RecordFile.Open(path);
            using var document = JsonDocument.Parse(stream);
            if (document.RootElement.ValueKind != JsonValueKind.Object) throw Wrong(path);
            foreach (var entry in document.RootElement.EnumerateObject())
            {
                if (entry.Value.ValueKind != JsonValueKind.Array
                    || entry.Value.EnumerateArray().Any(w => w.ValueKind != JsonValueKind.String)) throw Wrong(path);
                related[entry.Name] = [.. entry.Value.EnumerateArray().Select(w => w.GetString()!)];
            }
        }
        catch (JsonException e)
        {
            throw new BenchmarkException($"{path}, line {e.LineNumber + 1}: the file is no whole JSON", e);
        }
        if (safeWords is not null && !File.Exists(safeWords))
            throw new BenchmarkException($"{safeWords}: there is no such file");
        return new(path, related, safeWords is null ? [] : [.. File.ReadLines(safeWords).Select(l => l.TrimEnd('\r'))]);
    }

    private static BenchmarkException Wrong(string path) =>
        new($"{path}: an object of lists of words is needed, {{\"person\": [\"man\", ...], ...}}, as AMBER's " +
            "relation.json");
}
