using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ResearchKit.Notebooks.Documents;

namespace ResearchKit.Notebooks.Manifests;

/// <summary>
/// The SHA-256 of every figure and table file of every notebook: what a run must give again, byte for byte. It is
/// immutable, and its text is sorted, so that equal contents are equal files.
/// </summary>
public sealed class Manifest
{
    private const int Version = 1;
    private readonly SortedDictionary<string, SortedDictionary<string, string>> _notebooks;

    private Manifest(SortedDictionary<string, SortedDictionary<string, string>> notebooks) =>
        _notebooks = notebooks;

    /// <summary>No notebooks.</summary>
    public static Manifest Empty { get; } = new(new(StringComparer.Ordinal));

    /// <summary>The notebooks, by file name without extension.</summary>
    public IReadOnlyCollection<string> Notebooks => _notebooks.Keys;

    /// <summary>The hash of a file's text in UTF-8: 64 lower-case hexadecimal digits.</summary>
    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>Reads a manifest; a file that is not there is an empty one.</summary>
    /// <exception cref="NotebookException">The file is no manifest.</exception>
    public static Manifest Read(string path)
    {
        if (!File.Exists(path)) return Empty;
        try
        {
            return Parse(File.ReadAllText(path));
        }
        catch (Exception e)
        when (e is JsonException or InvalidOperationException or FormatException or NullReferenceException)
        {
            throw new NotebookException(
                $"{path} is no manifest: {JsonProblem.Text(e)}. Restore it from version control, or publish the " +
                "notebooks anew.",
                e);
        }
    }

    /// <summary>The file names of a notebook and their hashes, sorted; empty for an unknown one.</summary>
    public IReadOnlyDictionary<string, string> Files(string notebook) =>
        _notebooks.GetValueOrDefault(notebook) ?? new SortedDictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The manifest with the files of one notebook (name to text) in place of what it had.</summary>
    public Manifest With(string notebook, IReadOnlyDictionary<string, string> files)
    {
        var copy = Copy();
        copy[notebook] = new(StringComparer.Ordinal);
        foreach (var (name, text) in files) copy[notebook][name] = Hash(text);
        return new Manifest(copy);
    }

    /// <summary>The manifest with one notebook as <paramref name="other"/> has it.</summary>
    public Manifest Replace(string notebook, Manifest other)
    {
        var copy = Copy();
        copy[notebook] = new(StringComparer.Ordinal);
        foreach (var (name, hash) in other.Files(notebook)) copy[notebook][name] = hash;
        return new Manifest(copy);
    }

    /// <summary>The manifest without the notebooks that <paramref name="keep"/> rejects.</summary>
    public Manifest Where(Func<string, bool> keep)
    {
        var copy = Copy();
        foreach (var name in _notebooks.Keys.Where(name => !keep(name))) copy.Remove(name);
        return new Manifest(copy);
    }

    /// <summary>The text of the file.</summary>
    public string ToText()
    {
        var map = new JsonObject();
        foreach (var (notebook, files) in _notebooks)
            map[notebook] = new JsonObject(files.Select(f => KeyValuePair.Create(f.Key, (JsonNode?)f.Value)));
        return CanonicalJson.Write(new JsonObject { ["version"] = Version, ["sha256"] = map }, indent: 2) + "\n";
    }

    /// <summary>Reads a manifest from its text.</summary>
    internal static Manifest Parse(string text)
    {
        var json = JsonNode.Parse(text)!.AsObject();
        if ((int)json["version"]! != Version) throw new FormatException($"its version is not {Version}.");
        var notebooks = new SortedDictionary<string, SortedDictionary<string, string>>(StringComparer.Ordinal);
        foreach (var (notebook, files) in json["sha256"]!.AsObject())
        {
            notebooks[notebook] = new(StringComparer.Ordinal);
            foreach (var (name, hash) in files!.AsObject()) notebooks[notebook][name] = (string)hash!;
        }

        return new Manifest(notebooks);
    }

    private SortedDictionary<string, SortedDictionary<string, string>> Copy()
    {
        var copy = new SortedDictionary<string, SortedDictionary<string, string>>(StringComparer.Ordinal);
        foreach (var (name, files) in _notebooks) copy[name] = new(files, StringComparer.Ordinal);
        return copy;
    }
}
