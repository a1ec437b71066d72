using System.Text.Json;
using ResearchKit.Losses;
using ResearchKit.Losses.Contract;
using ResearchKit.Models;
using ResearchKit.Models.Llava;
using ResearchKit.Models.Tokenizers;

namespace ResearchKit.Training.Llava;

/// <summary>A training as a file describes it. Paths are relative to the file.</summary>
/// <param name="Model">
/// Folder of the start checkpoint, or <c>micro</c> for a new small model with the words of the pairs.
/// </param>
/// <param name="Pairs">A folder or file of pairs.</param>
/// <param name="Out">Folder of checkpoints, metrics and the trained model.</param>
/// <param name="Loss">The objective; <c>{"loss":"sft"}</c> fine-tunes on the chosen answers.</param>
/// <param name="Options">How it is trained.</param>
public sealed record LlavaTrainingConfig(string Model, string Pairs, string Out, PreferenceLoss Loss,
    LlavaTrainingOptions Options)
{
    /// <summary>What <see cref="Model"/> says for a new small model.</summary>
    public const string NewMicro = "micro";

    private static readonly HashSet<string> None = [];

    /// <summary>Folder of the images, if they are not beside the pairs.</summary>
    public string? Images { get; init; }

    /// <summary>Folder of the reference model, if it is not the start.</summary>
    public string? Reference { get; init; }

    /// <summary>Name of the chat template; null for the tokenizer's own.</summary>
    public string? Template { get; init; }

    /// <summary>What happens to pairs that are too long.</summary>
    public Overlong Overlong { get; init; }

    /// <summary>
    /// Share of the pairs that are not trained on, drawn by the seed; their loss is measured along the way, and with
    /// <see cref="LlavaTrainingOptions.Patience"/> it ends the training.
    /// </summary>
    public double EvaluationShare { get; init; }

    /// <summary>Rank, alpha, targets of LoRA; null trains all weights.</summary>
    public (int Rank, double Alpha, string[] Targets)? Lora { get; init; }

    /// <summary>The text it was read from.</summary>
    public string Text { get; private init; } = "";

    /// <summary>Reads a file.</summary>
    /// <exception cref="ModelFormatException">It is missing or wrong; the message names the key.</exception>
    public static LlavaTrainingConfig Read(string path)
    {
        try
        {
            var text = File.ReadAllText(path);
            using var json = JsonDocument.Parse(text,
                new JsonDocumentOptions
                {
                    CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true,
                    AllowDuplicateProperties = false,
                });
            return Parse(json.RootElement, path) with { Text = text };
        }
        catch (Exception error)
        when (error is IOException or UnauthorizedAccessException or JsonException or LossException)
        {
            throw new ModelFormatException($"{path}: {JsonProblem.Text(error)}", error);
        }
    }

    private static LlavaTrainingConfig Parse(JsonElement root, string path)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var read = new ConfigReader(root, path, None);
        var loss = PreferenceLoss.FromJson((read.Raw("loss") ?? throw Missing("loss")).GetRawText());
        var start = new LlavaTrainingOptions(1, 1);
        var steps = read.Int("steps", 0);
        var rate = read.Double("learning_rate", 0);
        if (steps < 1) throw new ModelFormatException($"{path}: steps must be given, at least 1");
        if (rate <= 0) throw new ModelFormatException($"{path}: learning_rate must be given, above 0");
        var model = read.Text("model", "");
        var config = new LlavaTrainingConfig(
            model == NewMicro ? model : At(Given("model", model)), At(Given("pairs", read.Text("pairs", ""))),
                At(Given("out", read.Text("out", ""))), loss,
            new(steps, rate)
            {
                BatchSize = read.AtLeast(1, "batch_size", start.BatchSize),
                SliceSize = read.AtLeast(1, "slice_size", start.SliceSize),
                Seed = read.AtLeast(0, "seed", 0),
                Warmup = read.Double("warmup", start.Warmup),
                WeightDecay = read.Double("weight_decay", start.WeightDecay),
                MaxGradientNorm = read.Double("max_gradient_norm", start.MaxGradientNorm),
                RecordEvery = read.AtLeast(1, "record_every", start.RecordEvery),
                SaveEvery = read.AtLeast(0, "save_every", start.SaveEvery),
                EvaluateEvery = read.AtLeast(1, "eval_every", start.EvaluateEvery),
                Patience = read.AtLeast(0, "patience", start.Patience),
            })
        {
            Images = read.Text("images", "") is { Length: > 0 } images ? At(images) : null,
            Reference = read.Text("reference", "") is { Length: > 0 } reference ? At(reference) : null,
            Template = read.Text("template", "") is { Length: > 0 } template ? template : null,
            Overlong = read.OneOf("overlong", Overlong.Reject, ("reject", Overlong.Reject), ("cut", Overlong.Cut)),
            EvaluationShare = read.Double("eval_share", 0),
            Lora = read.Object("lora") is { } lora ? Adapter(lora) : null,
        };
        read.Finish();
        if (config.Options.Warmup is not (>= 0 and <= 1))
            throw new ModelFormatException($"{path}: warmup must be from 0 to 1");
        if (config.Options.WeightDecay < 0 || config.Options.MaxGradientNorm < 0)
            throw new ModelFormatException($"{path}: weight_decay and max_gradient_norm must be at least 0");
        if (config.Template is { } chat) ChatTemplate.Named(chat);
        if (config.Reference is not null && !loss.Inputs.Reference)
            throw new ModelFormatException($"{path}: {loss.Name} compares with no reference: leave the key out");
        if (config.EvaluationShare is not (>= 0 and < 1))
            throw new ModelFormatException($"{path}: eval_share must be from 0 to below 1");
        if (config.Options.Patience > 0 && config.EvaluationShare == 0)
            throw new ModelFormatException($"{path}: patience needs held-out pairs: set eval_share, such as 0.1");
        try
        {
            config.Options.Validate(loss.Inputs);
        }
        catch (ArgumentOutOfRangeException error) when (error.ParamName is { } name)
        {
            // By the key of the file, not by the name of the property.
            var key = name == nameof(LlavaTrainingOptions.EvaluateEvery) ? "eval_every"
                : JsonNamingPolicy.SnakeCaseLower.ConvertName(name);
            throw new ModelFormatException(
                $"{path}: {error.Message.Split(" (Parameter")[0].Replace($"{name} (", $"{key} (")}", error);
        }
        catch (ArgumentException error)
        {
            throw new ModelFormatException($"{path}: {error.Message}", error);
        }
        return config;

        string At(string place) => place.Contains('\0')
            ? throw new ModelFormatException($"{path}: a path holds a null character")
            : Path.GetFullPath(Path.Combine(folder, place));
        string Given(string key, string value) => value.Length > 0 ? value : throw Missing(key);
        ModelFormatException Missing(string key) => new($"{path}: the key '{key}' is missing");
    }

    private static (int, double, string[]) Adapter(ConfigReader read)
    {
        var rank = read.AtLeast(1, "rank", 8);
        var lora = (rank, Alpha: read.Double("alpha", 2 * rank), Targets: read.Texts("targets", ["q_proj", "v_proj"]));
        read.Finish();
        if (lora.Targets.Length == 0)
            throw new ModelFormatException("lora: targets is empty; name projections, such as q_proj and v_proj");
        if (lora.Alpha <= 0) throw new ModelFormatException("lora: alpha must be above 0; at 0 nothing is learned");
        if (lora.Targets.FirstOrDefault(t => !LoraAdapter.Projections.Contains(t.Split('.')[^1])) is { } unknown)
            throw LoraAdapter.NoProjection(unknown);
        return lora;
    }
}
