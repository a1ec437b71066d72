using System.Text.Json;
using System.Text.Json.Nodes;
using static TorchSharp.torch;

namespace ResearchKit.Models.Safetensors;

/// <summary>
/// A model's weights in a folder as Hugging Face lays them out: <c>model.safetensors</c>, or several files and
/// <c>model.safetensors.index.json</c>, which says where each tensor is.
/// </summary>
public sealed class ShardedWeights : IDisposable
{
    /// <summary>Name of weights in one file.</summary>
    public const string FileName = "model.safetensors";

    /// <summary>Name of the index of weights in several files.</summary>
    public const string IndexName = "model.safetensors.index.json";

    private readonly Dictionary<string, SafetensorsFile> _files = [];
    private readonly Dictionary<string, SafetensorsFile> _byTensor = [];

    private ShardedWeights() { }

    /// <summary>The tensors' names.</summary>
    public IReadOnlyCollection<string> Names => _byTensor.Keys;

    /// <summary>Opens the weights in a folder; nothing but headers is read.</summary>
    /// <exception cref="ModelFormatException">There are none, or the index does not fit its files.</exception>
    /// <exception cref="SafetensorsException">A file is damaged.</exception>
    public static ShardedWeights Open(string folder)
    {
        var weights = new ShardedWeights();
        try
        {
            string whole = Path.Combine(folder, FileName), index = Path.Combine(folder, IndexName);
            if (File.Exists(whole)) weights.Add(whole, null);
            else if (File.Exists(index))
                foreach (var file in Index(index).GroupBy(e => e.File, e => e.Tensor))
                    weights.Add(Path.Combine(folder, file.Key), file);
            else
                throw new ModelFormatException($"{folder} holds neither {FileName} nor {IndexName}"
                    + (Directory.Exists(folder) && Directory.EnumerateFiles(folder, "*.bin").Any()
                        ? "; transformers' save_pretrained writes them from the .bin files there" : ""));
            return weights;
        }
        catch
        {
            weights.Dispose();
            throw;
        }
    }

    /// <summary>What the header says of a tensor.</summary>
    public SafetensorsEntry Entry(string name) => _byTensor[name].Entries[name];

    /// <summary>Reads one tensor.</summary>
    /// <exception cref="SafetensorsException">As <see cref="SafetensorsFile.Read"/>.</exception>
    public Tensor Read(string name) => _byTensor[name].Read(name);

    /// <summary>
    /// Writes tensors to a folder: one file, or several with an index if they take more than
    /// <paramref name="shardBytes"/>.
    /// </summary>
    /// <param name="folder">Created if need be.</param>
    /// <param name="tensors">By name.</param>
    /// <param name="shardBytes">Most bytes per file; a larger tensor has a file of its own.</param>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public static void Write(string folder, IReadOnlyDictionary<string, Tensor> tensors,
        long shardBytes = 5_000_000_000)
    {
        Directory.CreateDirectory(folder);
        var metadata = new Dictionary<string, string> { ["format"] = "pt" };
        var shards = Shards(tensors, shardBytes);
        if (shards.Count == 1)
        {
            SafetensorsWriter.Write(Path.Combine(folder, FileName), tensors, metadata);
            return;
        }
        var map = new JsonObject();
        for (var i = 0; i < shards.Count; i++)
        {
            var file = $"model-{i + 1:00000}-of-{shards.Count:00000}.safetensors";
            SafetensorsWriter.Write(Path.Combine(folder, file), shards[i], metadata);
            foreach (var name in shards[i].Keys) map[name] = file;
        }
        var index =
            new JsonObject
            {
                ["metadata"] = new JsonObject { ["total_size"] = tensors.Values.Sum(Bytes) },
                ["weight_map"] = map
            };
        AtomicFile.Write(Path.Combine(folder, IndexName), stream => JsonSerializer.Serialize(stream, index));
    }

    /// <summary>Closes the files; tensors that were read stay.</summary>
    public void Dispose()
    {
        foreach (var file in _files.Values) file.Dispose();
    }

    private void Add(string path, IEnumerable<string>? expected)
    {
        if (!File.Exists(path)) throw new ModelFormatException($"{path} is missing, though {IndexName} names it");
        var file = SafetensorsFile.Open(path);
        _files.Add(path, file);
        foreach (var name in expected ?? file.Entries.Keys)
            _byTensor[name] = file.Entries.ContainsKey(name) ? file
                : throw new ModelFormatException($"{path} has no tensor '{name}', though {IndexName} says so");
    }

    private static List<(string Tensor, string File)> Index(string path)
    {
        try
        {
            using var index = JsonDocument.Parse(File.ReadAllText(path));
            return [.. index.RootElement.GetProperty("weight_map").EnumerateObject().Select(e => (e.Name, FileOf(e)))];
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new ModelFormatException(
                $"{path} is no index: an object with weight_map, tensor names to files, is needed", error);
        }

        // A name, not a path: an index from strangers reads nothing outside its folder.
        string FileOf(JsonProperty entry) =>
            entry.Value.GetString() is { Length: > 0 } name && Path.GetFileName(name) == name ? name
            : throw new ModelFormatException(
                $"{path}: '{entry.Value}' for tensor '{entry.Name}' is not the name of a file beside it");
    }

    private static List<Dictionary<string, Tensor>> Shards(IReadOnlyDictionary<string, Tensor> tensors, long shardBytes)
    {
        List<Dictionary<string, Tensor>> shards = [[]];
        long held = 0;
        foreach (var (name, tensor) in tensors)
        {
            if (held > 0 && held + Bytes(tensor) > shardBytes)
            {
                shards.Add([]);
                held = 0;
            }
            shards[^1].Add(name, tensor);
            held += Bytes(tensor);
        }
        return shards;
    }

    private static long Bytes(Tensor tensor) => tensor.numel() * tensor.element_size();
}
