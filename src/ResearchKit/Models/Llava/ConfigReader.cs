using System.Text.Json;

namespace ResearchKit.Models.Llava;

/// <summary>
/// Reads one object of a configuration key by key. A key that nobody has read and that is not known to be harmless is
/// an error: a misspelled key would otherwise silently mean its default.
/// </summary>
internal sealed class ConfigReader
{
    private readonly JsonElement _object;
    private readonly string _where;
    private readonly IReadOnlySet<string> _harmless;
    private readonly HashSet<string> _read = [];

    /// <param name="element">The object.</param>
    /// <param name="where">Its name in messages.</param>
    /// <param name="harmless">Keys that may stand there and mean nothing here.</param>
    public ConfigReader(JsonElement element, string where, IReadOnlySet<string> harmless)
    {
        if (element.ValueKind != JsonValueKind.Object)
            throw new ModelFormatException($"{where} must be an object in braces");
        (_object, _where, _harmless) = (element, where, harmless);
    }

    public int Int(string key, int otherwise) => Find(key) is not { } value ? otherwise
        : value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number
        : throw Wrong(key, value, "a whole number");

    /// <summary>The same, where there is a smallest value that makes sense.</summary>
    public int AtLeast(int least, string key, int otherwise) => Int(key, otherwise) is var value && value >= least
        ? value
        : throw new ModelFormatException($"{_where}: {key} = {value} must be at least {least}");

    /// <summary>The raw value of a key, or null.</summary>
    public JsonElement? Raw(string key) => Find(key);

    public string[] Texts(string key, string[] otherwise) => Find(key) is not { } value ? otherwise
        : value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(e => e.ValueKind == JsonValueKind.String)
            ? [.. value.EnumerateArray().Select(e => e.GetString()!)]
        : throw Wrong(key, value, "a list of texts");

    public double Double(string key, double otherwise) => Find(key) is not { } value ? otherwise
        : value.ValueKind == JsonValueKind.Number && double.IsFinite(value.GetDouble()) ? value.GetDouble()
        : throw Wrong(key, value, "a number");

    public bool Bool(string key, bool otherwise) => Find(key) is not { } value ? otherwise
        : value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean()
        : throw Wrong(key, value, "true or false");

    public string Text(string key, string otherwise) => Find(key) is not { } value ? otherwise
        : value.ValueKind == JsonValueKind.String ? value.GetString()!
        : throw Wrong(key, value, "a text");

    /// <summary>One of a few words, each with a meaning.</summary>
    public T OneOf<T>(string key, T otherwise, params (string Word, T Meaning)[] words)
    {
        if (Find(key) is not { } value) return otherwise;
        foreach (var (word, meaning) in words)
            if (value.ValueKind == JsonValueKind.String && value.GetString() == word) return meaning;
        throw Wrong(key, value, string.Join(" or ", words.Select(w => w.Word)));
    }

    public ConfigReader? Object(string key) =>
        Find(key) is { } value ? new ConfigReader(value, $"{_where}.{key}", _harmless) : null;

    /// <summary>A key that changes the model in a way that is not built here: only its usual value is
    /// accepted.</summary>
    public void Only(string key, bool usual)
    {
        if (Bool(key, usual) != usual)
            throw new ModelFormatException($"{_where}: {key} = {(usual ? "false" : "true")} is not supported");
    }

    public void Absent(string key)
    {
        if (Find(key) is not null) throw new ModelFormatException($"{_where}: {key} is not supported; only null is");
    }

    /// <summary>Complains about keys that nobody has read.</summary>
    public void Finish()
    {
        foreach (var property in _object.EnumerateObject())
            if (!_read.Contains(property.Name) && !_harmless.Contains(property.Name))
                throw new ModelFormatException(
                    $"{_where}: there is no key '{property.Name}'; " +
                    $"is '{Spelling.Nearest(property.Name, _read)}' meant?");
    }

    private JsonElement? Find(string key)
    {
        _read.Add(key);
        return _object.TryGetProperty(key, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
    }

    private ModelFormatException Wrong(string key, JsonElement value, string expected) =>
        new($"{_where}: {key} = {value.GetRawText()} must be {expected}");
}
