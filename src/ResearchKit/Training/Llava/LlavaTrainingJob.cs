using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ResearchKit.Datasets;
using ResearchKit.Losses;
using ResearchKit.Losses.Contract;
using ResearchKit.Models;
using ResearchKit.Models.Llava;
using ResearchKit.Models.Tokenizers;
using ResearchKit.Pairs;
using ResearchKit.Pairs.Inspection;
using static TorchSharp.torch;

namespace ResearchKit.Training.Llava;

/// <summary>
/// Everything that a training file asks for: loads, trains, and leaves a model that can be loaded again.
/// </summary>
/// <param name="config">What to do.</param>
/// <param name="device">
/// Where the models compute, and where gradients and the optimizer's state are; null for the CPU.
/// </param>
public sealed class LlavaTrainingJob(LlavaTrainingConfig config, Device? device = null)
{
    /// <summary>The trained model's folder inside <see cref="LlavaTrainingConfig.Out"/>.</summary>
    public const string ModelFolder = "model";

    /// <summary>The history's file inside <see cref="LlavaTrainingConfig.Out"/>: one record a line.</summary>
    public const string MetricsFile = "metrics.jsonl";

    /// <summary>Pairs that were left out, each with the reason; known once <see cref="Run"/> has read them.</summary>
    public IReadOnlyList<string> Dropped { get; private set; } = [];

    /// <summary>Runs it.</summary>
    /// <param name="resume">
    /// Whether to go on from a checkpoint in the folder; without it such a folder is rejected.
    /// </param>
    /// <param name="strict">Whether a pair that cannot be used is an error.</param>
    /// <param name="observer">Sees every record.</param>
    /// <param name="cancellation">Stops before the next step and keeps a checkpoint.</param>
    /// <exception cref="ModelFormatException">Model, tokenizer, checkpoint or settings are wrong.</exception>
    /// <exception cref="PairFormatException">The pairs are.</exception>
    /// <exception cref="InvalidOperationException">Data and loss do not fit, or training diverged.</exception>
    public LlavaTrainingResult Run(
        bool resume = false, bool strict = false, Action<MetricRecord>? observer = null,
            CancellationToken cancellation = default)
    {
        if (File.Exists(config.Out))
            throw new ModelFormatException($"{config.Out} is a file, but out must be a folder");
        var pairs = new PairCollection(config.Pairs, config.Images);
        var start = Start(pairs);
        var inputs = config.Loss.Inputs;
        var set = ExampleReader.Read(pairs, start.Encoder, start.Model.Config.Vision.ImageSize, inputs);
        Dropped = set.Dropped;
        if (strict && set.Dropped.Count > 0)
            throw new PairFormatException($"{set.Dropped.Count} rows cannot be used (strict): {set.Dropped[0]}");
        var checkpoints = new CheckpointFolder(config.Out, Fingerprint(start.Model, set.Examples));
        if (!resume && checkpoints.Newest is { } newest)
            throw new ModelFormatException(
                $"{newest} is there already: go on from it (resume), or choose another folder (out)");

        HeldOutCount(set.Examples.Count); // before a long computation, not after it
        Directory.CreateDirectory(config.Out); // where nothing can be written, nothing is computed
        var examples = SamplingPolicy.Fill(start.Model, start.Encoder.End, set.Examples, inputs, cancellation);
        var reference = inputs.Reference ? Reference(start, examples, cancellation) : null;
        var adapter = config.Lora is { } lora
            ? LoraAdapter.Attach(start.Model, lora.Rank, lora.Alpha, lora.Targets,
                new Generator((ulong)config.Options.Seed))
            : null;
        var (trained, heldOut) = Split(examples);
        var trainer = new LlavaTrainer(config.Loss, start.Model, reference, start.Encoder.End)
        {
            Adapter = adapter, HeldOut = heldOut,
        };
        var options = config.Options with { StartsAtReference = config.Reference is null };
        var result = trainer.Run(trained, options, checkpoints, observer, cancellation);
        AtomicFile.WriteLines(
            Path.Combine(config.Out, MetricsFile), result.Records.Select(record => JsonSerializer.Serialize(record)));
        if (result.Completed) Save(start, adapter);
        return result;
    }

    // In the order of the file, whichever are drawn.
    private (PreferenceExample[] Trained, PreferenceExample[] HeldOut) Split(IReadOnlyList<PreferenceExample> examples)
    {
        var count = HeldOutCount(examples.Count);
        var held = new SeededDraws(config.Options.Seed, stream: 7).Permutation(examples.Count).Take(count).ToHashSet();
        return ([.. examples.Where((_, i) => !held.Contains(i))], [.. examples.Where((_, i) => held.Contains(i))]);
    }

    // How many of the pairs are held out.
    private int HeldOutCount(int pairs) =>
        (int)Math.Ceiling(config.EvaluationShare * pairs) is var count && count < pairs
        ? count
        : throw new InvalidOperationException(
            $"eval_share = {config.EvaluationShare} holds out all {pairs} pairs and leaves none to train on");

    private LlavaFolder Start(PairCollection pairs) => config.Model == LlavaTrainingConfig.NewMicro
        ? LlavaFolder.Micro(ExampleReader.Texts(pairs, config.Loss.Inputs), config.Options.Seed, config.Overlong,
            device)
        : LlavaFolder.Load(config.Model, config.Template, config.Overlong, device);

    private IViewScorer<LlavaBatch> Reference(LlavaFolder start, IReadOnlyList<PreferenceExample> examples,
        CancellationToken cancellation)
    {
        var model = config.Reference is { } folder ? start.Beside(folder, config.Template) : start.Model;
        var inputs = config.Loss.Inputs;
        var views = inputs.AllViews.Where(v => examples.All(e => e.Offers(v))).ToArray();
        if (ReferenceLogProbabilities.Suffice(inputs))
        {
            var known = ReferenceLogProbabilities.Compute(model, examples, views, start.Encoder.End, config.Out, null,
                cancellation);
            if (model != start.Model) model.Dispose(); // its memory is that of a whole model, which a GPU may lack
            return known;
        }
        if (model != start.Model) return new LlavaScorer(model, start.Encoder.End);
        var copy = new LlavaModel(model.Config, null, device: model.Device);
        copy.load_state_dict(model.state_dict());
        return new LlavaScorer(copy, start.Encoder.End);
    }

    private string Fingerprint(LlavaModel model,
        IReadOnlyList<PreferenceExample> examples) => Convert.ToHexStringLower(SHA256.HashData(
        Encoding.UTF8.GetBytes(config.Text + ReferenceLogProbabilities.Hash(model, examples,
            config.Loss.Inputs.Views) + string.Concat(examples.Select(Numbers)))))[..32];

    // What a loss reads besides tokens and images.
    private static string Numbers(PreferenceExample example) => string.Join(' ',
    [
        .. example.Columns.Select(c => FormattableString.Invariant($"{c.Key}={c.Value}")),
        .. example.AnswerColumns.Select(c => FormattableString.Invariant($"{c.Key}={c.Value}")),
        .. example.TokenColumns.SelectMany(c => c.Value.Select(v => FormattableString.Invariant($"{c.Key}={v}"))),
    ]);

    private void Save(LlavaFolder start, LoraAdapter? adapter)
    {
        var folder = Path.Combine(config.Out, ModelFolder);
        Directory.CreateDirectory(folder);
        if (adapter is not null)
        {
            adapter.Save(folder); // for PEFT, beside the merged model
            adapter.Merge();
        }
        if (start.Tokenizer is WordTokenizer words) TokenizerFile.Write(words, Path.Combine(folder,
            TokenizerFile.FileName));
        else File.Copy(Path.Combine(config.Model, TokenizerFile.FileName), Path.Combine(folder,
            TokenizerFile.FileName), overwrite: true);
        LlavaCheckpoint.Save(start.Model, folder);
    }
}
