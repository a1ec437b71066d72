using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.ML.Tokenizers;

namespace ResearchKit.Models.Tokenizers;

/// <summary>A <c>tokenizer.json</c> as Hugging Face writes it: word-level, byte-level BPE or SentencePiece's
/// BPE.</summary>
public static class TokenizerFile
{
    /// <summary>Its name in a model's folder.</summary>
    public const string FileName = "tokenizer.json";

    // What the ByteLevel pre-tokenizer splits by when it has no pattern of its own: GPT-2's.
    private const string Gpt2 = @"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+";

    private static readonly JsonSerializerOptions Layout = new()
    {
        WriteIndented = true, NewLine = "\n",
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Reads a tokenizer.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ModelFormatException">It is missing, no tokenizer, or of a kind that is not read
    /// here.</exception>
    public static TextTokenizer Read(string path)
    {
        if (!File.Exists(path))
            throw new ModelFormatException(
                $"{path} is missing; where there is only a tokenizer.model, transformers' " +
                "AutoTokenizer.from_pretrained(...).save_pretrained(...) writes it");
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(path),
                new JsonDocumentOptions { AllowDuplicateProperties = false });
            return Parse(document.RootElement);
        }
        catch (Exception error)
        when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException
        or ArgumentException or IOException or UnauthorizedAccessException or ModelFormatException)
        {
            throw new ModelFormatException($"{path}: {Problem(error)}", error);
        }
    }

    /// <summary>Writes a word-level tokenizer.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(WordTokenizer tokenizer, string path)
    {
        var vocabulary = new JsonObject();
        for (var i = 0; i < tokenizer.Words.Count; i++) vocabulary[tokenizer.Words[i]] = i;
        var json = new JsonObject
        {
            ["version"] = "1.0",
            ["added_tokens"] = new JsonArray([.. tokenizer.Special.OrderBy(s => s.Value).Select(s =>
                new JsonObject { ["id"] = s.Value, ["content"] = s.Key, ["special"] = true, ["normalized"] = false,
                    ["single_word"] = false, ["lstrip"] = false, ["rstrip"] = false })]),
            ["normalizer"] = null,
            ["pre_tokenizer"] = new JsonObject { ["type"] = "Whitespace" },
            ["post_processor"] = null,
            ["decoder"] = null,
            ["model"] =
            new JsonObject { ["type"] = "WordLevel", ["vocab"] = vocabulary, ["unk_token"] = WordTokenizer.Unknown },
        };
        AtomicFile.Write(path, file => JsonSerializer.Serialize(file, json, Layout));
    }

    private static string Problem(Exception error) => error switch
    {
        KeyNotFoundException => "a key of a tokenizer is missing",
        // What the JSON elements throw.
        InvalidOperationException when error.TargetSite?.DeclaringType?.Namespace?.StartsWith("System.Text.Json",
            StringComparison.Ordinal) == true => "a key holds another kind of value than a tokenizer's",
        FormatException => "a token's number is no whole number",
        RegexParseException => $"a pattern that text is split by is not understood: {error.Message}",
        _ => JsonProblem.Text(error),
    };

    private static TextTokenizer Parse(JsonElement root)
    {
        var model = root.GetProperty("model");
        var type = model.TryGetProperty("type", out var named) ? named.GetString() : "BPE";
        if (type is not ("WordLevel" or "BPE"))
            throw new ModelFormatException($"the model is '{type}'; WordLevel and BPE are read here");
        var vocabulary = model.GetProperty("vocab").EnumerateObject()
            .ToDictionary(e => e.Name, e => e.Value.GetInt32());
        var special = root.TryGetProperty("added_tokens", out var added)
            ? added.EnumerateArray().Where(t => t.GetProperty("special").GetBoolean())
                .Select(t => (Text: t.GetProperty("content").GetString()!, Id: t.GetProperty("id").GetInt32()))
                .Distinct().ToDictionary(t => t.Text, t => t.Id)
            : [];
        if (vocabulary.Count == 0) throw new ModelFormatException("the vocabulary is empty");
        if (type == "WordLevel") return Words(vocabulary, special);
        var merges = model.GetProperty("merges").EnumerateArray().Select(Merge).ToArray();
        var parts = Parts(root, "pre_tokenizer", "pretokenizers").ToArray();
        if (parts.Any(p => TypeOf(p) == "ByteLevel"))
            return new ByteLevelTokenizer(vocabulary, merges.Select(m => $"{m.Item1} {m.Item2}"), Pieces(parts),
                special);
        if (model.TryGetProperty("byte_fallback", out var fallback) && fallback.GetBoolean())
            return new SentencePieceTokenizer(vocabulary, merges, special);
        throw new ModelFormatException("the BPE is neither byte-level nor SentencePiece's with byte fallback");
    }

    private static WordTokenizer Words(Dictionary<string, int> vocabulary, Dictionary<string, int> special)
    {
        string[] words = [.. vocabulary.OrderBy(w => w.Value).Select(w => w.Key)];
        if (vocabulary.Values.Order().Select((id, i) => id == i).Contains(false))
            throw new ModelFormatException("the numbers of the words are not 0, 1, 2, ...");
        return new(words, special);
    }

    // "a b" in older files, ["a", "b"] in newer ones.
    private static (string, string) Merge(JsonElement merge, int at)
    {
        string[] parts = merge.ValueKind == JsonValueKind.String
            ? merge.GetString()!.Split(' ')
            : [.. merge.EnumerateArray().Select(p => p.GetString()!)];
        return parts.Length == 2 ? (parts[0], parts[1])
            : throw new ModelFormatException($"merge {at + 1} has not two parts");
    }

    private static RegexPreTokenizer Pieces(JsonElement[] parts)
    {
        var split = parts.FirstOrDefault(p => TypeOf(p) == "Split");
        var pattern = split.ValueKind == JsonValueKind.Object
            ? split.GetProperty("pattern").GetProperty("Regex").GetString()! : Gpt2;
        return new(new Regex(pattern, RegexOptions.CultureInvariant), null);
    }

    private static IEnumerable<JsonElement> Parts(JsonElement root, string key, string list)
    {
        if (!root.TryGetProperty(key, out var part) || part.ValueKind != JsonValueKind.Object) return [];
        return part.TryGetProperty(list, out var parts) ? parts.EnumerateArray() : [part];
    }

    private static string? TypeOf(JsonElement part) => part.GetProperty("type").GetString();
}
