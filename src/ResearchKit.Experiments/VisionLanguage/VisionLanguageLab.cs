using System.Collections.Concurrent;
using ResearchKit.Datasets;
using ResearchKit.Losses;
using ResearchKit.Losses.Contract;
using ResearchKit.Models.Llava;
using ResearchKit.Training;
using ResearchKit.Training.Llava;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Experiments.VisionLanguage;

/// <summary>How the lab trains on preferences.</summary>
/// <param name="Steps">Updates.</param>
/// <param name="LearningRate">The largest step size.</param>
/// <param name="BatchSize">Pairs per update.</param>
public sealed record VisionLanguageOptions(int Steps = 100, double LearningRate = 2e-4, int BatchSize = 16)
{
    /// <summary>Questions from whose answers the pairs are made.</summary>
    public int Questions { get; init; } = 600;

    /// <summary>Held-out scenes.</summary>
    public int Scenes { get; init; } = 60;
}

/// <summary>
/// One seed's world: a model that hallucinates, pairs of its own answers to cure it, and held-out scenes in which
/// habits say nothing.
/// </summary>
public sealed class VisionLanguageLab
{
    /// <summary>The three samples of AdaViP: preferred, language-rejected, vision-rejected.</summary>
    public static IReadOnlyList<View> Views { get; } = [View.Chosen, View.Rejected, View.RejectedImage];

    private const int Probes = 48;
    private readonly ConcurrentDictionary<(ScenePair[], string), TrainingData> _data = new(new SamePairs());
    private readonly PreferenceExample[] _probes;
    private readonly HeldOutScenes _scenes;
    private readonly int _seed;
    private VisionLanguageOptions _options;

    /// <summary>Lets a start answer questions and makes pairs of the answers.</summary>
    /// <param name="seed">Seed of scenes, samples and order.</param>
    /// <param name="start">The model to begin with.</param>
    /// <param name="options">How to train.</param>
    public VisionLanguageLab(int seed, LlavaModel start, VisionLanguageOptions options)
    {
        (_seed, StartModel, _options) = (seed, start, options);
        (Pairs, Ties) = SelfSampledPairs.WithTies(start, new(seed, stream: 2), seed, options.Questions);
        var held = SelfSampledPairs.Of(start, new(seed, stream: 3), seed + 1, 2 * Probes);
        _probes = SceneExamples.Of(held.Take(Probes), RejectedImages.Removal);
        _scenes = new(new(seed, stream: 4), options.Scenes);
        Start = _scenes.Evaluate(start);
        Base = Logps(start, _probes);
    }

    /// <summary>The model before preference training.</summary>
    public LlavaModel StartModel { get; }

    /// <summary>The start on held-out scenes.</summary>
    public SceneEvaluation Start { get; }

    /// <summary>Mean log-probability of each view on held-out pairs before training.</summary>
    public IReadOnlyDictionary<string, double> Base { get; }

    /// <summary>The language pairs.</summary>
    public ScenePair[] Pairs { get; }

    /// <summary>Answers to the other questions: pairs that differ and are equally good.</summary>
    public ScenePair[] Ties { get; }

    /// <summary>Seed of this world.</summary>
    public int Seed => _seed;

    /// <summary>The same world with other updates; what it is made from stays: questions and scenes.</summary>
    /// <param name="steps">Updates.</param>
    /// <param name="learningRate">The largest step size.</param>
    /// <param name="batchSize">Pairs per update.</param>
    public VisionLanguageLab With(int steps, double learningRate, int batchSize)
    {
        var other = (VisionLanguageLab)MemberwiseClone();
        other._options = _options with { Steps = steps, LearningRate = learningRate, BatchSize = batchSize };
        return other;
    }

    /// <summary>The first pairs as a trainer reads them.</summary>
    /// <param name="count">How many.</param>
    public LlavaBatch Batch(int count) => new([.. Data(Pairs, RejectedImages.Removal, Views).Examples.Take(count)]);

    /// <summary>Trains a copy of the start with a loss.</summary>
    /// <param name="loss">The loss.</param>
    /// <param name="images">How vision-rejected images are made; null for removal.</param>
    /// <param name="pairs">The pairs; null for <see cref="Pairs"/>.</param>
    /// <param name="probes">Whether held-out log-probabilities are measured along the way.</param>
    /// <param name="cancellation">Stops before the next update.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public VisionLanguageRun Train(
        PreferenceLoss loss, RejectedImages? images = null, ScenePair[]? pairs = null, bool probes = false,
        CancellationToken cancellation = default)
    {
        var model = NewPolicy();
        var steps = new List<int>();
        var logps = Views.ToDictionary(v => v.Name, v => new List<double> { Base[v.Name] });
        var run = Fit(model, loss, images, pairs, probes ? record => Probe(record.Step + 1) : null, cancellation);
        cancellation.ThrowIfCancellationRequested();
        return new(
            loss.ToString(), [0, .. steps], logps.ToDictionary(l => l.Key, l => l.Value.ToArray()), run,
            _scenes.Evaluate(model));

        void Probe(int step)
        {
            steps.Add(step);
            foreach (var (view, value) in Logps(model, _probes)) logps[view].Add(value);
        }
    }

    /// <summary>The model that <see cref="Train"/> ends with.</summary>
    /// <param name="loss">The loss.</param>
    public LlavaModel Trained(PreferenceLoss loss)
    {
        var model = NewPolicy();
        Fit(model, loss);
        return model;
    }

    /// <summary>Trains a copy of the start on examples of any origin.</summary>
    /// <param name="loss">The loss.</param>
    /// <param name="examples">The examples, at least one.</param>
    /// <param name="refresh">What becomes of a batch at its step, given the policy as it is; null leaves it.</param>
    public LlavaModel Trained(
        PreferenceLoss loss, PreferenceExample[] examples,
        Func<LlavaModel, PreferenceExample[], PreferenceExample[]>? refresh = null)
    {
        var model = NewPolicy();
        var trainer = new LlavaTrainer(loss, model, new LlavaScorer(StartModel, HallucinatingStart.Encoder.End),
            HallucinatingStart.Encoder.End)
        {
            Refresh = refresh is null ? null : batch => refresh(model, batch),
        };
        trainer.Run(examples, Options);
        return model;
    }

    /// <summary>A model on held-out scenes.</summary>
    public SceneEvaluation Evaluate(LlavaModel model) => _scenes.Evaluate(model);

    /// <summary>
    /// RLAIF-V's loop: the updates are divided among rounds, and each begins with fresh answers of the model that the
    /// round before has left, which is also its reference.
    /// </summary>
    /// <param name="loss">A loss over chosen and rejected answers.</param>
    /// <param name="rounds">How many rounds, at least 1.</param>
    /// <param name="mixed">What becomes of a round's pairs before they are trained on; null leaves them.</param>
    public SceneEvaluation TrainInRounds(
        PreferenceLoss loss, int rounds, Func<ScenePair[], ScenePair[]>? mixed = null)
    {
        var model = StartModel;
        for (var round = 0; round < rounds; round++)
        {
            var pairs = round == 0 ? Pairs
                : SelfSampledPairs.Of(model, new(_seed, stream: 5), _seed + 1000 * round, _options.Questions);
            var examples = SceneExamples.Of(mixed?.Invoke(pairs) ?? pairs, RejectedImages.Removal);
            var end = HallucinatingStart.Encoder.End;
            var reference = ReferenceLogProbabilities.Compute(model, examples, loss.Inputs.Views, end);
            var next = Copy(model);
            new LlavaTrainer(loss, next, reference, end).Run(
                examples, Options with { Steps = Math.Max(1, _options.Steps / rounds) });
            model = next;
        }
        return _scenes.Evaluate(model);
    }

    /// <summary>Trains with PCGrad in place of weights.</summary>
    /// <param name="beta">Strength of the pull to the reference.</param>
    /// <returns>The end, and the share of updates at which the two gradients were in conflict.</returns>
    public (SceneEvaluation End, double Conflicts) TrainWithSurgery(double beta)
    {
        var (examples, reference) = Data(Pairs, RejectedImages.Removal, Views);
        var model = NewPolicy();
        var (language, vision) = ViewGradients.Losses(beta);
        var conflicts = GradientSurgery.Train(
            model, language, vision, examples, reference, Options, HallucinatingStart.Encoder.End);
        return (_scenes.Evaluate(model), conflicts);
    }

    /// <summary>The gradients of the two pairs at the start, on so many pairs.</summary>
    /// <param name="count">How many pairs.</param>
    /// <param name="images">How vision-rejected images are made; null for removal.</param>
    /// <param name="beta">Strength of the pull to the reference.</param>
    public ViewGradients Gradients(int count, RejectedImages? images = null, double beta = 0.1)
    {
        var (examples, reference) = Data(Pairs, images ?? RejectedImages.Removal, Views);
        return ViewGradients.Of(
            StartModel, new([.. examples.Take(count)]), reference, HallucinatingStart.Encoder.End, beta);
    }

    /// <summary>Length of a loss's gradient at the start, on so many pairs.</summary>
    public double GradientNorm(PreferenceLoss loss, int count)
    {
        var (examples, reference) = Data(Pairs, RejectedImages.Removal, loss.Inputs.Views);
        using var scope = NewDisposeScope();
        return ViewGradients.FlatGradient(loss, new([.. examples.Take(count)]),
            new LlavaScorer(StartModel, HallucinatingStart.Encoder.End), reference,
            [.. StartModel.parameters()]).norm().Number();
    }

    /// <summary>
    /// How much less probable the start finds the better answer under the rejected image, in nats: the difficulty of
    /// the vision pairs.
    /// </summary>
    public double Margin(RejectedImages images)
    {
        var (examples, _) = Data(Pairs, images, Views);
        var means = Logps(StartModel, examples);
        return means[View.Chosen.Name] - means[View.RejectedImage.Name];
    }

    private LlavaTrainingOptions Options => new(_options.Steps, _options.LearningRate)
    {
        BatchSize = _options.BatchSize, SliceSize = _options.BatchSize, Seed = _seed,
        RecordEvery = Math.Max(1, _options.Steps / 10),
    };

    /// <summary>A copy of the start: the policy before its first update.</summary>
    public LlavaModel NewPolicy() => Copy(StartModel);

    private static LlavaModel Copy(LlavaModel model)
    {
        var copy = new LlavaModel(model.Config, null);
        copy.load_state_dict(model.state_dict());
        return copy;
    }

    private LlavaTrainingResult Fit(
        LlavaModel model, PreferenceLoss loss, RejectedImages? images = null, ScenePair[]? pairs = null,
        Action<MetricRecord>? observer = null, CancellationToken cancellation = default)
    {
        var end = HallucinatingStart.Encoder.End;
        // What cannot be known of the start beforehand, such as whole distributions, it is asked at every update.
        var known = ReferenceLogProbabilities.Suffice(loss.Inputs);
        var (examples, answers) = Data(
            pairs ?? Pairs, images ?? RejectedImages.Removal, known ? loss.Inputs.Views : Views);
        IViewScorer<LlavaBatch> reference = known ? answers : new LlavaScorer(StartModel, end);
        return new LlavaTrainer(loss, model, reference, end)
            .Run(examples, Options, observer: observer, cancellation: cancellation);
    }

    // Examples are made once; what the reference says of them is extended where a loss looks at more of them.
    private TrainingData Data(ScenePair[] pairs, RejectedImages images, IReadOnlyList<View> views)
    {
        var known = _data.GetValueOrDefault((pairs, images.Name));
        if (known is not null && views.All(v => known.Views.Any(k => k.Name == v.Name))) return known;
        var examples = known?.Examples ?? SceneExamples.Of(pairs, images);
        View[] all = [.. Views.Concat(known?.Views ?? []).Concat(views).DistinctBy(v => v.Name)];
        return _data[(pairs, images.Name)] = new(examples,
            ReferenceLogProbabilities.Compute(StartModel, examples, all, HallucinatingStart.Encoder.End))
        {
            Views = all,
        };
    }

    private static Dictionary<string, double> Logps(LlavaModel model, PreferenceExample[] examples)
    {
        using var off = no_grad();
        using var scope = NewDisposeScope();
        var scored = new LlavaScorer(model, HallucinatingStart.Encoder.End)
            .Score(new(examples), Views, new(Views, TokenReduction.Sum, Reference: false));
        return Views.Select((v, i) => (v.Name, Mean: scored[i].Sum.mean().Number()))
            .ToDictionary(t => t.Name, t => t.Mean);
    }

    private sealed record TrainingData(PreferenceExample[] Examples, ReferenceLogProbabilities Reference)
    {
        public required IReadOnlyList<View> Views { get; init; }
    }
}
