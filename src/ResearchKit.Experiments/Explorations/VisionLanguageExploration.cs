using ResearchKit.Experiments.VisionLanguage;
using ResearchKit.Losses.Contract;
using ResearchKit.Scenes;
using ResearchKit.Training.Llava;

namespace ResearchKit.Experiments.Explorations;

/// <summary>
/// The lab of notebook 03: a small LLaVA that hallucinates, trained on pairs of its own answers. Losses may compare
/// answers, images, or both, and read whole distributions of the next token.
/// </summary>
public sealed class VisionLanguageExploration : ExplorationLab
{
    private static readonly (string Word, Func<ScenePair[], RejectedImages> Of)[] Images =
    [
        ("removal", _ => RejectedImages.Removal), ("crop", _ => RejectedImages.Crop),
        ("noise", _ => RejectedImages.Noise), ("blur", _ => RejectedImages.Blur),
        ("replacement", pairs => RejectedImages.Replacement(pairs)),
    ];

    private static readonly (string Name, Func<SceneEvaluation, double> Of, string Help)[] Scores =
    [
        ("chair", e => e.Chair, "CHAIR: share of the things mentioned in captions that are not there"),
        ("cover", e => e.Cover, "share of the things there that captions mention"),
        ("hal", e => e.Hal, "share of captions that mention something that is not there"),
        ("cog", e => e.Cog, "share of the things mentioned that are not there and usually come with what is"),
        ("false_facts", e => e.FalseFacts, "share of the facts stated in captions that are false"),
        ("broken", e => e.Broken, "share of sentences that are none of the lab's language"),
        ("f1", e => e.PooledF1, "F1 of the answer no, over all questions"),
        ("f1_existence", e => e.F1(QuestionKind.Existence), "F1 of the answer no to questions of existence"),
        ("f1_attribute", e => e.F1(QuestionKind.Attribute), "F1 of the answer no to questions of color and number"),
        ("f1_relation", e => e.F1(QuestionKind.Relation), "F1 of the answer no to questions of relation"),
        ("accuracy", e => e.Accuracy, "share of questions answered rightly"),
        ("yes_rate", e => e.YesRate, "share of yes to questions of which half are true"),
    ];

    private static readonly string[] Answers =
    [
        View.ChosenAnswer, View.RejectedAnswer, View.Gold.Answer, View.Mismatched.Answer,
        .. Enumerable.Range(1, 3).Select(k => View.Rank(k).Answer),
    ];

    // What is measured along the way, on held-out pairs.
    private static readonly (string Name, View View)[] Probes =
        [("log_chosen", View.Chosen), ("log_rejected", View.Rejected), ("log_rejected_image", View.RejectedImage)];

    /// <inheritdoc/>
    public override string Name => "vlm";

    /// <inheritdoc/>
    public override string Summary =>
        "a small LLaVA that hallucinates, as in notebook 03; beta is 1 unless given, and starts of seeds from 8 on "
        + "are trained first, a minute each";

    /// <inheritdoc/>
    public override IReadOnlyList<LabParameter> Parameters { get; } =
    [
        LabParameter.Choice("images", "how the vision-rejected image is made", [.. Images.Select(i => i.Word)]),
        LabParameter.Positive("learning_rate", 2e-4, "the largest step size of AdamW"),
        LabParameter.Whole("steps", 100, 1, 100_000, "updates"),
        LabParameter.Whole("batch_size", 16, 1, 1024, "pairs per update"),
        LabParameter.Whole("questions", 600, 20, 100_000, "asked of the start, to make pairs of its answers"),
        LabParameter.Whole("scenes", 60, 1, 10_000, "held-out scenes"),
        LabParameter.Whole("seed", 0, 0, 1_000_000, "the world's seed"),
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<string> WorldParameters => ["questions", "scenes"];

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> LossDefaults { get; } =
        new Dictionary<string, string> { ["beta"] = "1" };

    /// <inheritdoc/>
    public override int DefaultSeeds => 3;

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Measures { get; } = new Dictionary<string, string>(
    [
        .. Scores.Select(s => KeyValuePair.Create(s.Name, s.Help + "; before the training and after it")),
        .. Probes.Select(p => KeyValuePair.Create(
            p.Name, $"mean log-probability of {p.View.Name} on held-out pairs, nats")),
        KeyValuePair.Create("training_loss", "mean loss of the pairs of the last update"),
    ]);

    /// <inheritdoc/>
    public override string Derived(string parameter, IReadOnlyDictionary<string, string> others) =>
        throw new ArgumentException($"{parameter} has a default");

    /// <inheritdoc/>
    public override Func<RunInputs, PreferenceLoss, RunOutcome> Open(
        RunInputs inputs, CancellationToken cancellation)
    {
        var seed = inputs.Whole("seed");
        var start = HallucinatingStart.Of(seed, cancellation);
        cancellation.ThrowIfCancellationRequested();
        var lab = new VisionLanguageLab(
            seed, start, new() { Questions = inputs.Whole("questions"), Scenes = inputs.Whole("scenes") });
        // One of each, so that the lab's own cache of pairs knows it again.
        var images = Images.ToDictionary(i => i.Word, i => new Lazy<RejectedImages>(() => i.Of(lab.Pairs)));
        return (run, loss) => Outcome(lab, lab
            .With(run.Whole("steps"), run.Number("learning_rate"), run.Whole("batch_size"))
            .Train(loss, images[run["images"]].Value, probes: true, cancellation: cancellation));
    }

    /// <inheritdoc/>
    protected override string Pairs =>
        "the answers chosen, rejected, gold and rank_1 to rank_3 with their scores, and one rejected image";

    /// <inheritdoc/>
    protected override bool Offers(View view) =>
        view.Image is View.OriginalImage or View.CorruptedImage && Answers.Contains(view.Answer);

    /// <inheritdoc/>
    protected override bool HasColumn(string column) => column == SceneExamples.Weight;

    /// <inheritdoc/>
    protected override bool HasAnswerColumn(string column) =>
        column is SceneExamples.Score or SceneExamples.Relevance;

    /// <inheritdoc/>
    protected override bool HasTokenColumn(string column) => column == TokenColumn.Marks
        || (TokenColumn.IsComputed(column) && column != TokenColumn.Value);

    private static RunOutcome Outcome(VisionLanguageLab lab, VisionLanguageRun run)
    {
        var curves = new Dictionary<string, double[]>
        {
            ["training_loss"] = [double.NaN, .. run.History["loss"]],
        };
        foreach (var (name, of, _) in Scores)
        {
            var curve = Enumerable.Repeat(double.NaN, run.Steps.Length).ToArray();
            (curve[0], curve[^1]) = (of(lab.Start), of(run.End));
            curves[name] = curve;
        }

        foreach (var (name, view) in Probes) curves[name] = run.Logps[view.Name];
        return new(run.Steps, curves);
    }
}
