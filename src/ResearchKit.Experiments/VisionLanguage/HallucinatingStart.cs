using ResearchKit.Datasets;
using ResearchKit.Imaging;
using ResearchKit.Losses;
using ResearchKit.Losses.Contract;
using ResearchKit.Models.Layers;
using ResearchKit.Models.Llava;
using ResearchKit.Models.Tokenizers;
using ResearchKit.Scenes;
using ResearchKit.Training.Llava;
using TorchSharp;

namespace ResearchKit.Experiments.VisionLanguage;

/// <summary>How the hallucinating start is trained.</summary>
/// <param name="Scenes">Scenes that it learns from, with three texts each.</param>
/// <param name="Steps">Updates.</param>
/// <param name="LearningRate">The largest step size.</param>
public sealed record StartOptions(int Scenes = 4000, int Steps = 4000, double LearningRate = 3e-3)
{
    /// <summary>Texts per update.</summary>
    public int BatchSize { get; init; } = 16;

    /// <summary>What the texts claim where the scene is otherwise.</summary>
    public HabitRates Flaws { get; init; } = HabitRates.FlawedTexts;
}

/// <summary>
/// The hallucinating start: a small LLaVA, fine-tuned on captions and questions whose writers took habits for facts.
/// </summary>
public static class HallucinatingStart
{
    /// <summary>Side of the square that the model sees, in pixels.</summary>
    public const int ImageSide = 32;

    /// <summary>The starts' folder in <c>data</c>.</summary>
    public const string Folder = "vision-language";

    /// <summary>The lab's tokenizer.</summary>
    public static WordTokenizer Tokenizer { get; } = WordTokenizer.Of(SceneLanguage.Vocabulary);

    /// <summary>The model's sizes: 130,000 parameters; an image takes four tokens, one for each quarter.</summary>
    public static LlavaConfig Config { get; } = new()
    {
        Text = new()
        {
            VocabularySize = Tokenizer.VocabularySize, HiddenSize = 48, IntermediateSize = 96, Layers = 2, Heads = 4,
            MaxTokens = 64, InitializerRange = 0.08,
        },
        Vision = new()
        {
            ImageSize = ImageSide, PatchSize = 16, HiddenSize = 48, IntermediateSize = 96, Layers = 2, Heads = 4,
            InitializerRange = 0.08, Activation = Nonlinearity.Gelu,
        },
        ImageToken = Tokenizer.SpecialToken("<image>"),
        FeatureLayer = -1,
    };

    /// <summary>Makes the lab's tokens.</summary>
    public static ConversationEncoder Encoder { get; } =
        new(Tokenizer, ChatTemplate.Plain, Config.ImageTokens, Config.Text.MaxTokens);

    /// <summary>The image as the model sees it: scaled once, not at every step.</summary>
    public static RgbImage Seen(RgbImage image) => new ImageProcessor(ImageSide).Square(image);

    /// <summary>The published start of a seed, or, for seeds without one, a start trained now.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="cancellation">Stops a training before its next step.</param>
    public static LlavaModel Of(int seed, CancellationToken cancellation = default) =>
        DataFolder.Find(Path.Combine(Folder, FolderOf(seed))) is { } folder
            ? LlavaFolder.Load(folder).Model
            : Train(seed, new(), cancellation: cancellation);

    /// <summary>Writes a start where <see cref="Of"/> finds it: config, tokenizer and weights.</summary>
    /// <param name="model">The start.</param>
    /// <param name="seed">Its seed.</param>
    /// <param name="folder">The folder of all starts.</param>
    public static void Save(LlavaModel model, int seed, string folder)
    {
        var own = Path.Combine(folder, FolderOf(seed));
        Directory.CreateDirectory(own);
        TokenizerFile.Write(Tokenizer, Path.Combine(own, TokenizerFile.FileName));
        LlavaCheckpoint.Save(model, own);
    }

    /// <summary>Trains the start of a seed from nothing.</summary>
    /// <param name="seed">Seed of the scenes, of the texts, and of the initial weights.</param>
    /// <param name="start">How.</param>
    /// <param name="observer">Sees every record.</param>
    /// <param name="cancellation">Stops before the next step.</param>
    public static LlavaModel Train(
        int seed, StartOptions start, Action<MetricRecord>? observer = null, CancellationToken cancellation = default)
    {
        var model = new LlavaModel(Config, new torch.Generator((ulong)seed + 1));
        var options = new LlavaTrainingOptions(start.Steps, start.LearningRate)
        {
            BatchSize = start.BatchSize, SliceSize = start.BatchSize, Seed = seed, StartsAtReference = false,
            RecordEvery = 100, Warmup = 0.05,
        };
        new LlavaTrainer(new SftLoss(Reduction: TokenReduction.Sum), model, null, Encoder.End)
            .Run(Texts(new(seed, stream: 1), start), options, null, observer, cancellation);
        cancellation.ThrowIfCancellationRequested();
        return model;
    }

    /// <summary>
    /// Texts of writers who take habits for facts: for every scene one caption and two answers, each by a writer of its
    /// own.
    /// </summary>
    public static PreferenceExample[] Texts(SeededDraws draws, StartOptions start)
    {
        var texts = new List<PreferenceExample>();
        for (var i = 0; i < start.Scenes; i++)
        {
            var scene = HabitWorld.Draw(draws, HabitRates.Training);
            var image = Seen(scene.Render());
            Add(i, image, SceneLanguage.Describe, SceneLanguage.Caption(Believed(scene), draws));
            for (var k = 0; k < 2; k++)
            {
                var fact = SceneQuestions.Any(scene, draws);
                Add(i, image, SceneLanguage.Ask(fact), SceneLanguage.Answer(fact, Believed(scene)));
            }
        }
        return [.. texts];

        Scene Believed(Scene scene) => HabitWorld.Believed(scene, draws, start.Flaws);

        void Add(int i, RgbImage image, string question, string answer) => texts.Add(new(
            $"scene-{i}",
            new Dictionary<string, EncodedAnswer> { [View.ChosenAnswer] = Encoder.Answer(question, answer) },
            new Dictionary<string, RgbImage> { [View.OriginalImage] = image }));
    }

    private static string FolderOf(int seed) => FormattableString.Invariant($"start-{seed}");
}
