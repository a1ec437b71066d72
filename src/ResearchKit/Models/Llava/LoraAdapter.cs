using System.Text.Json;
using System.Text.Json.Nodes;
using ResearchKit.Models.Layers;
using ResearchKit.Models.Safetensors;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ResearchKit.Models.Llava;

/// <summary>
/// LoRA on a model's decoder (Hu et al., arXiv 2106.09685): low-rank changes of the named projections are trained, the
/// model's own weights are frozen. Files and names are those of Hugging Face's PEFT.
/// </summary>
public sealed class LoraAdapter
{
    private const string WeightsFile = "adapter_model.safetensors", ConfigFile = "adapter_config.json",
        Prefix = "base_model.model.";

    private readonly SortedDictionary<string, Projection> _layers = new(StringComparer.Ordinal);
    private readonly int _rank;
    private readonly double _alpha;
    private readonly string[] _targets;

    private LoraAdapter(int rank, double alpha, string[] targets) => (_rank, _alpha, _targets) = (rank, alpha, targets);

    /// <summary>The trained matrices, A and B of each layer in order of the layers' names.</summary>
    public IEnumerable<Parameter> Parameters =>
        _layers.Values.SelectMany(l => (Parameter[])[l.Update!.Down, l.Update.Up]);

    internal static readonly string[] Projections =
        ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"];

    internal static ModelFormatException NoProjection(string target) =>
        new($"LoRA: the decoder has no projection '{target}'; it has {string.Join(", ", Projections)}");

    /// <summary>Freezes a model and adds changes to it, which are zero at first.</summary>
    /// <param name="model">The model.</param>
    /// <param name="rank">Rank of the changes, at least 1.</param>
    /// <param name="alpha">The changes are scaled by alpha / rank.</param>
    /// <param name="targets">Last names of the decoder's projections, such as <c>q_proj</c> and <c>v_proj</c>.</param>
    /// <param name="generator">Where A comes from: uniform in +-1/sqrt(inputs), as in PEFT; B is zero.</param>
    /// <exception cref="ModelFormatException">A target names no projection.</exception>
    public static LoraAdapter Attach(LlavaModel model, int rank, double alpha, IEnumerable<string> targets,
        Generator generator)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rank, 1);
        var adapter = new LoraAdapter(rank, alpha, [.. targets]);
        foreach (var (name, module) in model.named_modules())
            if (module is Projection projection && name.StartsWith("language_model.", StringComparison.Ordinal)
                && adapter._targets.Contains(name[(name.LastIndexOf('.') + 1)..]))
                adapter._layers.Add(name, projection);
        foreach (var target in adapter._targets)
            if (!adapter._layers.Keys.Any(n => n.EndsWith("." + target, StringComparison.Ordinal)))
                throw NoProjection(target);
        foreach (var parameter in model.parameters()) parameter.requires_grad = false;
        foreach (var layer in adapter._layers.Values)
        {
            long inputs = layer.Weight.shape[1], outputs = layer.Weight.shape[0];
            var bound = 1 / Math.Sqrt(inputs);
            using var off = no_grad();
            var (dtype, device) = (layer.Weight.dtype, layer.Weight.device);
            var down = (rand([rank, inputs], dtype, generator: generator) * (2 * bound) - bound).to(device);
            layer.Update = new(New(down), New(zeros([outputs, rank], dtype, device)), alpha / rank);
        }
        return adapter;

        static Parameter New(Tensor values)
        {
            var parameter = new Parameter(values);
            parameter.DetachFromDisposeScope();
            return parameter;
        }
    }

    /// <summary>Adds the changes to the model's own weights and takes them off as layers; the model can be saved as a
    /// whole.</summary>
    public void Merge()
    {
        using var off = no_grad();
        foreach (var layer in _layers.Values)
        {
            layer.Weight.add_(layer.Update!.Up.matmul(layer.Update.Down) * layer.Update.Scaling);
            layer.Update = null;
        }
    }

    /// <summary>Writes <c>adapter_model.safetensors</c> and <c>adapter_config.json</c>.</summary>
    /// <param name="folder">An existing folder.</param>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public void Save(string folder)
    {
        SafetensorsWriter.Write(Path.Combine(folder, WeightsFile), Tensors(),
            new Dictionary<string, string> { ["format"] = "pt" });
        var config = new JsonObject
        {
            ["peft_type"] = "LORA", ["task_type"] = "CAUSAL_LM", ["r"] = _rank, ["lora_alpha"] = _alpha,
            ["lora_dropout"] = 0.0,
            ["bias"] = "none", ["fan_in_fan_out"] = false, ["inference_mode"] = true,
            // A pattern, for the tower has projections of the same names, and these are not changed.
            ["target_modules"] = $@".*language_model.*\.({string.Join("|", _targets)})",
        };
        AtomicFile.Write(Path.Combine(folder, ConfigFile), file => JsonSerializer.Serialize(file, config));
    }

    /// <summary>Reads the changes that <see cref="Save"/> or PEFT wrote.</summary>
    /// <exception cref="ModelFormatException">Tensors are missing, left over or of another shape; nothing is changed
    /// then.</exception>
    public void Load(string folder)
    {
        var path = Path.Combine(folder, WeightsFile);
        try
        {
            using var file = SafetensorsFile.Open(path);
            var target = Tensors();
            string[] wrong = [.. target.Keys.Except(file.Entries.Keys).Select(n => $"{n} is missing"),
                .. file.Entries.Keys.Except(target.Keys).Select(n => $"{n} is not of this adapter"),
                .. target.Where(t => file.Entries.TryGetValue(t.Key, out var e)
                    && !e.Shape.SequenceEqual(t.Value.shape)).Select(t => $"{t.Key} has another shape")];
            if (wrong.Length > 0) throw new ModelFormatException($"{path}: {string.Join("; ", wrong.Take(5))}");
            using var off = no_grad();
            foreach (var (name, tensor) in target)
            {
                using var read = file.Read(name);
                tensor.copy_(read);
            }
        }
        catch (Exception error) when (error is SafetensorsException or FileNotFoundException)
        {
            throw new ModelFormatException(error.Message, error);
        }
    }

    private Dictionary<string, Tensor> Tensors() => _layers.SelectMany(l => new[]
    {
        KeyValuePair.Create($"{Prefix}{l.Key}.lora_A.weight", l.Value.Update!.Down.detach()),
        KeyValuePair.Create($"{Prefix}{l.Key}.lora_B.weight", l.Value.Update.Up.detach()),
    }).ToDictionary();
}
