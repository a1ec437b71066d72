using ResearchKit.Models.Safetensors;
using static TorchSharp.torch;

namespace ResearchKit.Models.Llava;

/// <summary>A LLaVA model in a folder as Hugging Face lays it out: <c>config.json</c> and safetensors.</summary>
public static class LlavaCheckpoint
{
    /// <summary>Name of the configuration.</summary>
    public const string ConfigName = "config.json";

    // Names of transformers 4.52 and later, and what the checkpoints at the hub call the same.
    private static readonly (string New, string Old)[] Renamed =
    [
        ("model.language_model.", "language_model.model."), ("model.vision_tower.", "vision_tower."),
        ("model.multi_modal_projector.", "multi_modal_projector."), ("lm_head.", "language_model.lm_head."),
    ];

    /// <summary>
    /// Loads a model straight to a device: of the weights only one at a time is on the CPU as well. Those in half
    /// precision become float32, exactly.
    /// </summary>
    /// <param name="folder">Holds the configuration and the weights.</param>
    /// <param name="device">Where the model will live; null for the CPU.</param>
    /// <exception cref="ModelFormatException">
    /// A file is missing or wrong, the architecture is another one, or tensors are missing, unexpected or of another
    /// shape; the message names them.
    /// </exception>
    public static LlavaModel Load(string folder, Device? device = null)
    {
        var config = Config(folder);
        RequirePlausible(config, folder);
        var model = new LlavaModel(config, null, device: device);
        var report = Fill(model, folder);
        return report.Complete ? model
            : throw new ModelFormatException($"{folder}: the weights do not fit {ConfigName}: {report}");
    }

    /// <summary>Reads the configuration alone.</summary>
    /// <exception cref="ModelFormatException">It is missing or wrong.</exception>
    public static LlavaConfig Config(string folder)
    {
        var path = Path.Combine(folder, ConfigName);
        if (!File.Exists(path))
            throw new ModelFormatException(
                $"{path} is missing: a LLaVA checkpoint is a folder with {ConfigName} and weights");
        try
        {
            return LlavaConfigJson.Parse(File.ReadAllText(path));
        }
        catch (ModelFormatException error)
        {
            throw new ModelFormatException($"{path}: {error.Message}", error);
        }
    }

    /// <summary>Copies what fits into a model and reports the rest.</summary>
    /// <param name="model">Takes the weights.</param>
    /// <param name="folder">Holds them.</param>
    /// <exception cref="ModelFormatException">A file is missing or damaged, or a weight is no finite
    /// number.</exception>
    public static WeightReport Fill(LlavaModel model, string folder)
    {
        try
        {
            using var weights = ShardedWeights.Open(folder);
            var target = model.state_dict();
            var names = weights.Names.ToDictionary(Canonical);
            if (model.Config.Text.TiedHead) names.Remove("language_model.lm_head.weight"); // some checkpoints repeat it
            var misshapen = new List<string>();
            using var off = no_grad();
            foreach (var name in target.Keys.Where(names.ContainsKey))
            {
                var entry = weights.Entry(names[name]);
                if (!entry.Shape.SequenceEqual(target[name].shape))
                {
                    misshapen.Add(
                        $"{name} [{string.Join(", ", entry.Shape)}] instead " +
                        $"of [{string.Join(", ", target[name].shape)}]");
                    continue;
                }
                if (entry.Dtype is not ("F32" or "F16" or "BF16" or "F64"))
                    throw new ModelFormatException(
                        $"{folder}: '{names[name]}' is {entry.Dtype}, but weights are F32, F16, BF16 or F64: " +
                        "quantized checkpoints are not read here");
                using var scope = NewDisposeScope();
                var read = weights.Read(names[name]).to_type(target[name].dtype);
                target[name].copy_(read);
                // Trained with, or asked, such a model says nothing and fails nowhere.
                if (!read.isfinite().all().item<bool>())
                    throw new ModelFormatException(
                        $"{folder}: '{names[name]}' holds NaN or infinity: the training that wrote it diverged, " +
                        "or the file is damaged");
            }
            string[] missing = [.. target.Keys.Where(n => !names.ContainsKey(n))];
            string[] unexpected = [.. names.Keys.Where(n => !target.ContainsKey(n) && !IsBuffer(n))];
            return new(target.Count - missing.Length - misshapen.Count, missing, unexpected, misshapen);
        }
        catch (SafetensorsException error)
        {
            throw new ModelFormatException(error.Message, error);
        }
    }

    /// <summary>Writes configuration and weights; the configuration comes last, so that a folder with one is
    /// complete.</summary>
    /// <param name="model">The model.</param>
    /// <param name="folder">Created if need be.</param>
    /// <param name="shardBytes">Most bytes per file of weights.</param>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public static void Save(LlavaModel model, string folder, long shardBytes = 5_000_000_000)
    {
        ShardedWeights.Write(folder, model.state_dict(), shardBytes);
        AtomicFile.Write(Path.Combine(folder, ConfigName), LlavaConfigJson.Write(model.Config));
    }

    // A slip in one size would otherwise take all memory before the weights are found not to fit. What is counted of
    // the configuration is less than the whole.
    private static void RequirePlausible(LlavaConfig config, string folder)
    {
        var (t, v) = (config.Text, config.Vision);
        var described = (double)t.VocabularySize * t.HiddenSize
            + (double)t.Layers * t.HiddenSize * (3.0 * t.IntermediateSize + 2.0 * t.Heads * t.HeadSize)
            + (double)v.Layers * v.HiddenSize * (2.0 * v.IntermediateSize + 4.0 * v.HiddenSize);
        double held;
        try
        {
            using var weights = ShardedWeights.Open(folder);
            held = weights.Names.Sum(name => weights.Entry(name).Shape.Aggregate(1.0, (n, d) => n * d));
        }
        catch (SafetensorsException error)
        {
            throw new ModelFormatException(error.Message, error);
        }
        if (described > 2 * held)
            throw new ModelFormatException(string.Create(System.Globalization.CultureInfo.InvariantCulture,
                $"{folder}: {ConfigName} describes a model of {described:G3} weights or more, the files " +
                $"hold {held:G3}"));
    }

    private static string Canonical(string name)
    {
        foreach (var (later, earlier) in Renamed)
            if (name.StartsWith(later, StringComparison.Ordinal)) return earlier + name[later.Length..];
        return name;
    }

    // Constants that old versions saved with the weights.
    private static bool IsBuffer(string name) =>
        name.EndsWith("rotary_emb.inv_freq", StringComparison.Ordinal)
        || name.EndsWith("embeddings.position_ids", StringComparison.Ordinal);
}
