using ResearchKit.Experiments.Explorations;
using ResearchKit.Experiments.VisionLanguage;
using ResearchKit.Losses;
using ResearchKit.Losses.Catalogue;
using ResearchKit.Scenes;

namespace ResearchKit.Experiments.Tests.Explorations;

public sealed class VisionLanguageExplorationTests
{
    private static readonly ExplorationLab Lab = ExplorationLab.Find("vlm");
    private static readonly LossCatalogue Catalogue = LossCatalogue.Of(typeof(DpoLoss).Assembly);

    private static readonly (string, IReadOnlyList<string>)[] Small =
        [("questions", ["40"]), ("scenes", ["10"]), ("seed", ["1"])];

    // What notebook 03 does with the same seed, loss and sizes, and AdaViP's beta of the notebook, 1.
    [Fact]
    public void ARunIsThatOfNotebook03()
    {
        var run = Assert.Single(Explore(["adavip"], ("steps", ["3"]), ("images", ["crop"])).Runs);
        var lab = new VisionLanguageLab(
            1, HallucinatingStart.Of(1), new(Steps: 3) { Questions = 40, Scenes = 10 });
        var expected = lab.Train(new AdaVipLoss(1), RejectedImages.Crop, probes: true);
        Assert.Equal("1", run.Inputs["beta"]);
        Assert.Equal([0, 1, 2, 3], run.Outcome.Steps);
        Assert.Equal((lab.Start.Chair, expected.End.Chair),
            (run.Outcome.Curves["chair"][0], run.Final("chair")));
        Assert.Equal(expected.End.F1(QuestionKind.Existence), run.Final("f1_existence"));
        Assert.Equal(expected.Logps["rejected_image"], run.Outcome.Curves["log_rejected_image"]);
        // Three samples of one reward.
        Assert.Equal(Math.Log(3), run.Outcome.Curves["training_loss"][1], 1e-4);
        Assert.Equal(Lab.Measures.Keys.Order(), run.Outcome.Curves.Keys.Order());
        Assert.All(run.Outcome.Curves.Values, c => Assert.Equal(4, c.Length));
    }

    [Fact]
    public void WorldsAreSharedAndRunsInThemDoNotTouchEachOther()
    {
        var both = Explore(["dpo"], ("steps", ["2"]), ("learning_rate", ["1e-3", "1e-4"])).Runs;
        var alone = Explore(["dpo"], ("steps", ["2"]), ("learning_rate", ["1e-4"])).Runs;
        Assert.Equal(alone[0].Outcome.Curves["log_chosen"], both[1].Outcome.Curves["log_chosen"]);
        Assert.NotEqual(both[0].Final("log_chosen"), both[1].Final("log_chosen"));
    }

    // Rankings, unpaired data, whole distributions, other answers under the other image: every loss of the catalogue
    // trains, or says what it lacks.
    [Fact]
    public void EveryLossTrainsOrSaysWhatItNeeds()
    {
        var entries = Catalogue.Entries.Where(e => e.HasDefaults).ToArray();
        var fed = entries.Where(e => Lab.Rejects(Catalogue.Create(e.Name)) is null).Select(e => e.Name).ToArray();
        Assert.Contains("tdpo", fed);
        Assert.Contains("kto", fed);
        Assert.Contains("plackett-luce", fed);
        Assert.Contains("mdpo", fed);
        Assert.Contains("rebel", fed); // reads scores of answers
        Assert.True(fed.Length > 40, $"{fed.Length}");
        var result = Explore(fed, ("steps", ["1"]));
        Assert.Equal(fed.Length, result.Runs.Count);
        Assert.All(result.Runs, r => Assert.True(double.IsFinite(r.Final("training_loss")), r.Inputs["loss"]));
        var error = Assert.Throws<ArgumentException>(() => Explore(["da-dpo"]));
        Assert.StartsWith("the vlm lab cannot train da-dpo: it needs score_gap, and the lab's pairs have the answers",
            error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void StoppedInTheMiddleOfATrainingItStops()
    {
        using var stop = new CancellationTokenSource();
        var grid = Grid(["dpo"], ("steps", ["100000"]));
        var train = Lab.Open(grid.Runs[0].Inputs, stop.Token);
        stop.Cancel();
        Assert.Throws<OperationCanceledException>(() => train(grid.Runs[0].Inputs, grid.Runs[0].Loss));
    }

    private static ExplorationGrid Grid(string[] losses, params (string, IReadOnlyList<string>)[] axes) =>
        new(Lab, Catalogue, losses, [.. Small, .. axes]);

    private static ExplorationResult Explore(string[] losses, params (string, IReadOnlyList<string>)[] axes) =>
        new Explorer(Lab).Run(Grid(losses, axes).Runs, 1);
}
