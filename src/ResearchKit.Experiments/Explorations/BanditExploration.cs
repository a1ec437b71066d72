using ResearchKit.Datasets.Bandits;
using ResearchKit.Experiments.Bandits;
using ResearchKit.Losses.Contract;
using ResearchKit.Training;
using ResearchKit.Training.Bandits;
using static TorchSharp.torch;

namespace ResearchKit.Experiments.Explorations;

/// <summary>
/// The lab of notebook 02: ten prompts, ten responses, a reference policy fitted to demonstrations. For losses that
/// compare images, another image of a prompt is another prompt.
/// </summary>
public sealed class BanditExploration : ExplorationLab
{
    private const int Records = 30;

    private static readonly (string Word, PairScenario Scenario)[] Scenarios =
        [.. PairScenario.All.Select(s => ($"{Side(s.ChosenOnPolicy)}-{Side(s.RejectedOnPolicy)}", s))];

    /// <inheritdoc/>
    public override string Name => "bandit";

    /// <inheritdoc/>
    public override string Summary => "a policy over ten responses to each of ten prompts, as in notebook 02";

    /// <inheritdoc/>
    public override IReadOnlyList<LabParameter> Parameters { get; } =
    [
        LabParameter.Choice("pairs", "whether chosen-rejected responses are on-policy",
            [.. Scenarios.Select(s => s.Word)]),
        LabParameter.Choice("optimizer", "the update rule", "adamw", "sgd"),
        LabParameter.Positive("learning_rate", null, "step size; 0.001 of adamw and 10 of sgd unless given"),
        LabParameter.Whole("steps", 600, 1, 100_000, "updates"),
        LabParameter.Whole("seed", 0, 0, int.MaxValue, "the world's seed"),
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<string> WorldParameters => [];

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Measures { get; } = new Dictionary<string, string>
    {
        ["chosen"] = "mean probability of the chosen responses",
        ["rejected"] = "mean probability of the rejected responses",
        ["unseen"] = "probability of all responses that no pair shows",
        ["log_chosen"] = "mean log-probability of the chosen responses, nats",
        ["log_rejected"] = "mean log-probability of the rejected responses, nats",
        ["kl"] = "KL divergence to the reference, nats",
        ["reward"] = "expected true reward, in standard deviations",
        ["accuracy"] = "share of pairs whose chosen response is the more likely one",
        ["training_loss"] = "mean loss of the pairs",
    };

    /// <inheritdoc/>
    protected override string Pairs => "a chosen and a rejected response only";

    /// <inheritdoc/>
    protected override bool Offers(View view) => view.Answer is View.ChosenAnswer or View.RejectedAnswer;

    /// <inheritdoc/>
    public override string Derived(string parameter, IReadOnlyDictionary<string, string> others) =>
        others["optimizer"] == "sgd" ? "10" : "0.001";

    /// <inheritdoc/>
    public override Func<RunInputs, PreferenceLoss, RunOutcome> Open(
        RunInputs inputs, CancellationToken cancellation)
    {
        var lab = new BanditLab(inputs.Whole("seed"));
        return (run, loss) => Run(lab, run, loss, cancellation);
    }

    private static RunOutcome Run(
        BanditLab lab, RunInputs inputs, PreferenceLoss loss, CancellationToken cancellation)
    {
        var data = lab.Pairs(Scenarios.First(s => s.Word == inputs["pairs"]).Scenario);
        var steps = inputs.Whole("steps");
        var options = new TrainingOptions(steps, inputs.Number("learning_rate"))
        {
            Optimizer = inputs["optimizer"] == "sgd" ? OptimizerKind.Sgd : OptimizerKind.AdamW,
            RecordEvery = Math.Max(1, steps / Records),
        };
        using var policy = lab.StartNetwork();
        var run = BanditTrainer.Run(loss, policy, lab.Reference, data, options,
            new RepeatedBatch<BanditBatch>(Batch(loss, data)), gradients: false, cancellation: cancellation);
        // A training that was stopped ends early, and is no result.
        cancellation.ThrowIfCancellationRequested();
        var path = run.Trajectory;
        return new(run.Steps, new Dictionary<string, double[]>
        {
            ["chosen"] = path.Chosen(),
            ["rejected"] = path.Rejected(),
            ["unseen"] = path.Unseen(),
            ["log_chosen"] = path.LogChosen(),
            ["log_rejected"] = path.LogRejected(),
            ["kl"] = path.KlToReference(),
            ["reward"] = path.ExpectedReward(lab.Truth),
            ["accuracy"] = path.Accuracy(),
            ["training_loss"] = run.History["loss"],
        });
    }

    private static BanditBatch Batch(PreferenceLoss loss, BanditPreferences data)
    {
        var images = loss.Inputs.AllViews.Select(v => v.Image).Where(i => i != View.OriginalImage).Distinct().ToArray();
        return new(data.Pairs, data.Responses, null, float64)
        {
            Images = images.Index().ToDictionary(
                image => image.Item,
                image => data.Pairs.Select(p => (p.Prompt + image.Index + 1) % data.Prompts).ToArray()),
        };
    }

    private static string Side(bool onPolicy) => onPolicy ? "on" : "off";
}
