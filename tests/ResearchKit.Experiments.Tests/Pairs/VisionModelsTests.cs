using ResearchKit.Experiments.Pairs;
using ResearchKit.Experiments.Pairs.Vision;
using ResearchKit.Imaging;
using ResearchKit.Pairs.Vision.Inpainting;
using ResearchKit.Pairs.Vision.Learned;
using ResearchKit.Pairs.Vision.Segmentation;
using ResearchKit.Scenes;

namespace ResearchKit.Experiments.Tests.Pairs;

/// <summary>The published weights on scenes that nothing was learned from or calibrated on. The bounds leave room below
/// what 300 scenes give, since these are fewer.</summary>
public sealed class VisionModelsTests
{
    private static readonly VisionModels Models = VisionModels.Load();
    private static readonly SceneExample[] Examples = SeedSweep.Run(700, 150, SceneExample.Of);

    [Fact]
    public void TheTaggerIsPreciseAndMissesLittle()
    {
        var all = TaggingScore.Of(Models.ImageTagger, Examples)[^1];
        Assert.Equal("all", all.Tag);
        Assert.InRange(all.Precision, 0.95, 1);
        Assert.InRange(all.Recall, 0.92, 1);
    }

    [Fact]
    public void TheDetectorFindsWhatIsThereAndLittleElse()
    {
        var answers = Detection.Of(Models.Detector, Examples);
        var there = answers.Where(a => a.IsThere).ToArray();
        Assert.InRange(there.Average(a => a.Overlap), 0.85, 1);
        Assert.InRange(there.Count(a => a.Overlap > 0.5) / (double)there.Length, 0.94, 1);
        Assert.InRange(answers.Where(a => !a.IsThere).Average(a => a.Box is null ? 0 : 1), 0, 0.06);
    }

    [Fact]
    public void TheDetectorTellsObjectsOfOneKindApartByTheirColor()
    {
        SceneObject Ball(ObjectColor color, int x) =>
            new(Category.Ball, color, ObjectSize.Small, Pattern.Plain, ObjectState.None, new(x, 24, 15, 15));
        var image =
            new Scene(64, 64, Background.Street, [Ball(ObjectColor.Red, 6), Ball(ObjectColor.Blue, 42)]).Render();
        Assert.InRange(Models.Detector.Detect(image, "red ball")!.Value.IntersectionOverUnion(new(6, 24, 15, 15)), 0.5,
            1);
        Assert.InRange(Models.Detector.Detect(image, "blue ball")!.Value.IntersectionOverUnion(new(42, 24, 15, 15)),
            0.5, 1);
    }

    [Fact]
    public void AnUnknownWordIsNeverFound()
    {
        Assert.Null(Models.Detector.Detect(Examples[0].Image, "zebra"));
        Assert.Null(Models.Detector.Detect(Examples[0].Image, ""));
    }

    [Fact]
    public void BoxesOfLargerImagesLieInThem()
    {
        var image = Examples[1].Image.Resize(200, 130);
        foreach (var tag in Models.ImageTagger.Tag(image))
            if (Models.Detector.Detect(image, tag) is { } box)
                Assert.Equal(box, box.Intersect(new(0, 0, 200, 130)));
    }

    [Fact]
    public void ScoresFallWhenANamedObjectIsRemoved()
    {
        var broken = RemovalResponse.Of(Models.Scorer, Examples).Where(r => !r.StillTrue).ToArray();
        Assert.InRange(broken.Average(r => r.Drop > 0 ? 1 : 0), 0.97, 1);
    }

    [Fact]
    public void ScoresOfSeveralSentencesAreThoseOfEach()
    {
        var (image, sentences) = (Examples[0].Image, Examples[0].Sentences);
        Assert.All(Models.Scorer.Scores(image, sentences)
            .Zip(sentences), p => Assert.Equal(Models.Scorer.Score(image, p.Second), p.First, 1e-5));
        Assert.InRange(Models.Scorer.Score(image, "Colorless zebras sleep furiously."), -1, 1);
    }

    [Fact]
    public void CaptionsAndImagesFindEachOther()
    {
        var retrieval = Retrieval.Of(Models.Scorer, Examples);
        Assert.InRange(retrieval.CaptionOfImage(5).Value, 0.95, 1);
        Assert.InRange(retrieval.ImageOfCaption(5).Value, 0.95, 1);
    }

    [Fact]
    public void TablesAndFiguresShowWhatWasMeasured()
    {
        var few = Examples[..6];
        var choices =
            SeedSweep.Run(
                few, e => ChoiceAgreement.Of(e, Models.With(new GraphCutSegmenter(), new DiffusionInpainter())));
        Assert.Contains("umbrella", VisionTables.Tagging("a", TaggingScore.Of(Models.ImageTagger, few)).ToText());
        Assert.Contains("more than half", VisionTables.Detections("b", Detection.Of(Models.Detector, few)).ToText());
        Assert.Contains("R@5", VisionTables.Retrieval("c", Retrieval.Of(Models.Scorer, few)).ToText());
        Assert.Contains("now false", VisionTables.Removal("d", RemovalResponse.Of(Models.Scorer, few)).ToText());
        Assert.Contains("by chance", VisionTables.Agreement("e", choices).ToText());
        Assert.Equal(6,
            VisionFigures.Detected("f", 3, few, Models.ImageTagger, Models.Detector, "title").Panels.Length);
        var exchanged = ExchangedStage.Run(few, Models, new DiffusionInpainter());
        Assert.Equal(["image tagger", "detector", "segmenter", "scorer", "all of them"], exchanged.Select(e => e.Name));
        Assert.All(
            exchanged.SelectMany(e => e.Choices), c => Assert.Equal(c.Agrees, c.Cause == DisagreementCause.None));
        Assert.Equal(5, VisionTables.Exchanged("g", exchanged).Rows.Length);
        Assert.Contains("precision",
            VisionFigures.Tagging("h", TaggingScore.Of(Models.ImageTagger, few), "title").ToSvg());
        Assert.Contains("no box (counted as 0)",
            VisionFigures.Overlaps("i", Detection.Of(Models.Detector, few), "title").Caption);
        Assert.Contains("that stay true",
            VisionFigures.Drops("j", RemovalResponse.Of(Models.Scorer, few), "title").Caption);
    }

    [Fact]
    public void StagesOnPixelsAloneChooseAsTheOracleDoes()
    {
        var pipeline = Models.With(new GraphCutSegmenter(), new DiffusionInpainter());
        var choices = SeedSweep.Run(Examples, e => ChoiceAgreement.Of(e, pipeline));
        Assert.InRange(choices.Average(c => c.Agrees ? 1 : 0), 0.8, 1);
        Assert.All(choices.Where(c => c.Pair is not null), c => Assert.Equal(0, ImageComparison.ChangedOutside(
            c.Example.Image, c.Pair!.Rejected, c.Pair.Chosen.Repainted)));
    }
}
