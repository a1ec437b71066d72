using ResearchKit.Models.Safetensors;
using TorchSharp;

namespace ResearchKit.Pairs.Vision.Learned;

/// <summary>The files that hold trained networks.</summary>
internal static class VisionWeightFiles
{
    public const string Backbone = "backbone.safetensors", ImageTagger = "image-tagger.safetensors",
        Detector = "detector.safetensors", Clip = "clip.safetensors";

    private const string WordsKey = "words";

    // Folders that were written before these names have the same bytes under other ones.
    private static readonly Dictionary<string, string> FormerNames = new()
    {
        [Backbone] = "trunk.safetensors", [ImageTagger] = "recogniser.safetensors",
    };

    public const string Advice = "train them again into data/vision with `researchkit vision train`";

    /// <summary><c>data/vision</c> of the repository around the current directory, or else around the
    /// program.</summary>
    /// <exception cref="FileNotFoundException">No folder above either has it.</exception>
    public static string Find() => DataFolder.Find("vision") ?? throw new FileNotFoundException(
        $"{DataFolder.NotFound("vision")}; work inside a clone of the repository, or {Advice}");

    /// <summary>The words that a file's network knows, from its metadata.</summary>
    public static string[] Words(string folder, string file)
    {
        using var weights = Open(folder, file);
        var words = weights.Metadata.GetValueOrDefault(WordsKey, "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length > 0 && words.Distinct().Count() == words.Length
            ? words
            : throw new SafetensorsException(
                $"{Path.Combine(folder, file)}: its metadata lists no words, each once, " +
                $"under '{WordsKey}', so it holds no trained network; {Advice}");
    }

    /// <summary>Copies a file's tensors into a network.</summary>
    public static void Fill(string folder, string file, torch.nn.Module network)
    {
        using var weights = Open(folder, file);
        try
        {
            var tensors = weights.ReadAll();
            // Not every engine compares shapes.
            foreach (var (name, tensor) in network.state_dict())
                if (tensors.TryGetValue(name, out var read) && !read.shape.SequenceEqual(tensor.shape))
                    throw new InvalidOperationException(
                        $"'{name}' is [{string.Join(", ", read.shape)}], the network's "
                        + $"[{string.Join(", ", tensor.shape)}]");
            network.load_state_dict(tensors);
        }
        catch (InvalidOperationException e)
        {
            throw new SafetensorsException($"{Path.Combine(folder, file)}: {e.Message}; {Advice}", e);
        }
    }

    /// <summary>Writes a network's tensors.</summary>
    public static void Write(string folder, string file, torch.nn.Module network, IReadOnlyList<string> words) =>
        SafetensorsWriter.Write(
        Path.Combine(folder, file), network.state_dict(),
        new Dictionary<string, string> { [WordsKey] = string.Join(' ', words) });

    /// <summary>The SHA-256 of all files, one after another.</summary>
    public static string Sha256(string folder)
    {
        using var hash =
            System.Security.Cryptography.IncrementalHash.CreateHash(
                System.Security.Cryptography.HashAlgorithmName.SHA256);
        foreach (var file in (string[])[Backbone, ImageTagger, Detector, Clip])
            hash.AppendData(File.ReadAllBytes(PathOf(folder, file)));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static SafetensorsFile Open(string folder, string file)
    {
        var path = PathOf(folder, file);
        return File.Exists(path) ? SafetensorsFile.Open(path)
            : throw new FileNotFoundException($"there is no file {path}; {Advice}", path);
    }

    private static string PathOf(string folder, string file)
    {
        var path = Path.Combine(folder, file);
        return !File.Exists(path) && FormerNames.TryGetValue(file, out var former)
            && Path.Combine(folder, former) is var old && File.Exists(old) ? old : path;
    }
}
