using ResearchKit.Datasets;
using ResearchKit.Losses;
using ResearchKit.Losses.Contract;
using ResearchKit.Models.Llava;
using ResearchKit.Models.Tokenizers;
using ResearchKit.Training;
using ResearchKit.Training.Llava;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Experiments.VisionLanguage;

/// <summary>How the lab trains.</summary>
/// <param name="StartSteps">Updates of the fine-tuning that makes the hallucinating start.</param>
/// <param name="Steps">Updates of preference training.</param>
/// <param name="LearningRate">Of preference training.</param>
public sealed record VisionLanguageOptions(int StartSteps = 400, int Steps = 60, double LearningRate = 5e-4);

/// <summary>
/// One seed's world: a small LLaVA that has learned to hallucinate from flawed texts, pairs to cure it, and held-out
/// scenes, in which companions are missing half the time.
/// </summary>
public sealed class VisionLanguageLab
{
    /// <summary>The three samples of AdaViP: preferred, language-rejected, vision-rejected.</summary>
    public static IReadOnlyList<View> Views { get; } = [View.Chosen, View.Rejected, View.RejectedImage];

    private readonly VisionLanguageOptions _options;
    private readonly ConversationEncoder _encoder;
    private readonly PreferenceExample[] _pairs;
    private readonly PreferenceExample[] _probes;
    private readonly BlockScene[] _scenes;
    private readonly LlavaModel _start;
    private readonly int _seed;

    /// <summary>Draws the world of a seed and trains its start.</summary>
    public VisionLanguageLab(int seed, VisionLanguageOptions options)
    {
        (_seed, _options) = (seed, options);
        var tokenizer = WordTokenizer.Of(BlockWorld.Texts);
        var config = Config(tokenizer);
        _encoder = new(tokenizer, ChatTemplate.Plain, config.ImageTokens, config.Text.MaxTokens);
        var world = new BlockWorld(_encoder);
        var flawed = world.Flawed(new(seed, stream: 1), 2048);
        _pairs = world.Pairs(new(seed, stream: 2), 512);
        _probes = world.Pairs(new(seed, stream: 3), 64);
        var draws = new SeededDraws(seed, stream: 4);
        _scenes = [.. Enumerable.Range(0, 100).Select(_ => BlockWorld.Scene(draws, 0.5))];
        _start = new(config, new Generator((ulong)seed + 1));
        new LlavaTrainer(new SftLoss(), _start, null, _encoder.End).Run(
            flawed, new(options.StartSteps, 3e-3) { SliceSize = 32, Seed = seed, StartsAtReference = false });
        Start = BlockEvaluation.Of(_start, _encoder, _scenes);
    }

    /// <summary>The start on held-out scenes.</summary>
    public BlockEvaluation Start { get; }

    /// <summary>Trains a copy of the start with a loss.</summary>
    public VisionLanguageRun Train(PreferenceLoss loss)
    {
        var model = new LlavaModel(_start.Config, null);
        model.load_state_dict(_start.state_dict());
        var views = loss.Inputs.Views;
        var reference = ReferenceLogProbabilities.Compute(_start, _pairs, views, _encoder.End);
        var options = new LlavaTrainingOptions(_options.Steps, _options.LearningRate)
        {
            SliceSize = 32, Seed = _seed, RecordEvery = Math.Max(1, _options.Steps / 12),
        };
        var steps = new List<int>();
        var logps = Views.ToDictionary(v => v.Name, _ => new List<double>());
        var run =
            new LlavaTrainer(loss, model, reference, _encoder.End).Run(_pairs, options,
                observer: record => Probe(record.Step + 1));
        return new(loss.Name, [.. steps], logps.ToDictionary(l => l.Key, l => l.Value.ToArray()), run,
            BlockEvaluation.Of(model, _encoder, _scenes))
        {
            Base = Logps(_start),
        };

        void Probe(int step)
        {
            steps.Add(step);
            foreach (var (view, value) in Logps(model)) logps[view].Add(value);
        }
    }

    private Dictionary<string, double> Logps(LlavaModel model)
    {
        using var off = no_grad();
        using var scope = NewDisposeScope();
        var scored =
            new LlavaScorer(model, _encoder.End).Score(new(_probes), Views,
                new(Views, TokenReduction.Sum, Reference: false));
        return Views.Select((v, i) => (v.Name, Mean: scored[i].Sum.mean().Number()))
            .ToDictionary(t => t.Name, t => t.Mean);
    }

    private static LlavaConfig Config(WordTokenizer tokenizer) => new()
    {
        Text = new()
        {
            VocabularySize = tokenizer.VocabularySize, HiddenSize = 32, IntermediateSize = 64, Layers = 2,
            Heads = 2, MaxTokens = 32, InitializerRange = 0.1
        },
        Vision =
        new()
        {
            ImageSize = BlockScene.Side, PatchSize = 8, HiddenSize = 32, IntermediateSize = 64, Layers = 1,
            Heads = 2, InitializerRange = 0.1, Activation = Models.Layers.Nonlinearity.Gelu
        },
        ImageToken = tokenizer.SpecialToken("<image>"),
        FeatureLayer = -1,
    };
}
