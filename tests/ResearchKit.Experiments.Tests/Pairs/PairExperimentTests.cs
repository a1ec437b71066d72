using ResearchKit.Experiments.Pairs;
using ResearchKit.Imaging;
using ResearchKit.Pairs.Vision.Inpainting;
using ResearchKit.Pairs.Vision.Learned;
using ResearchKit.Pairs.Vision.Oracles;
using ResearchKit.Pairs.Vision.Retrieval;
using ResearchKit.Scenes;

namespace ResearchKit.Experiments.Tests.Pairs;

public sealed class PairExperimentTests
{
    [Theory]
    [InlineData("a red apple", "a red apple", 0)]
    [InlineData("a red apple", "an orange apple", 2)]
    [InlineData("one two three four", "two three", 2)]
    [InlineData("", "two three", 2)]
    public void EditDistanceCountsWords(string from, string to, int distance)
    {
        Assert.Equal(distance, WordDistance.Edits(from, to));
        Assert.Equal(distance, WordDistance.Edits(to, from));
    }

    [Fact]
    public void OnlyAnImageThatLostOneNamedObjectCounts()
    {
        var apple =
            new SceneObject(Category.Apple, ObjectColor.Red, ObjectSize.Small, Pattern.Plain, ObjectState.None,
                new(4, 4, 16, 16));
        var scene =
            new Scene(64, 64, Background.Beach,
                [apple, apple with { Category = Category.Ball, Frame = new(40, 40, 16, 16) }]);
        var caption = new Caption([new("There is an apple.", [new ExistenceFact(Category.Apple)])]);
        var example = new SceneExample(0, scene, caption, scene.Render());
        Assert.Equal([Category.Apple], example.Missing(scene.RenderWithout(0)));
        Assert.True(example.LacksOneNamedObject(scene.RenderWithout(0)));
        Assert.False(example.LacksOneNamedObject(scene.RenderWithout(1))); // not named
        Assert.False(example.LacksOneNamedObject(scene.Render()));
        Assert.False(example.LacksOneNamedObject((scene with { Objects = [] }).Render())); // two are gone
    }

    [Fact]
    public void TheTrueBackgroundIsAtNoDistanceAndAFlatFillIs()
    {
        var example = SceneExample.Of(3);
        var truth = example.OraclePair().Chosen;
        Assert.True(ImageComparison.DistanceToBackground(example.Image, truth, new MeanInpainter()) > 1);
        Assert.Equal(0, ImageComparison.DistanceToBackground(example.Image, truth, new OracleInpainter(example.Scene)));
    }

    [Fact]
    public void ChangesAreCountedOutsideTheMaskOnly()
    {
        var before = new RgbImage(16, 16);
        var after = before.Clone();
        after[3, 3] = new(9, 0, 0);
        after[12, 12] = new(0, 9, 0);
        Assert.Equal(1, ImageComparison.ChangedOutside(before, after, Mask.Of(new(0, 0, 8, 8), 16, 16)));
        Assert.Equal(0, ImageComparison.ChangedOutside(before, after, Mask.Of(new(0, 0, 16, 16), 16, 16)));
        Assert.Equal(1, ImageComparison.StructureOutside(before, before, Mask.Of(new(0, 0, 8, 8), 16, 16)));
    }

    [Fact]
    public void NegativesAreMadeForTheSameImagesByTheSeedAlone()
    {
        var naive = NegativeSets.Naive(40, 60);
        Assert.All(naive, s => Assert.Equal((60, 60), (s.Chosen.Count, s.Rejected.Count)));
        Assert.All(naive.Zip(NegativeSets.Naive(40, 60)), p => Assert.Equal(p.First.Rejected, p.Second.Rejected));
        Assert.All(naive[0].LengthDifferences(), d => Assert.True(d < 0));
        Assert.All(naive[1].LengthDifferences(), d => Assert.True(d > 0));
        var strong = NegativeSets.ByEditor(40, 60)[^1];
        Assert.All(strong.LengthDifferences(), d => Assert.InRange(d, -1, 1));
        Assert.All(strong.EditDistances(), d => Assert.True(d > 0));
    }

    [Fact]
    public void SharesHaveWilsonsInterval()
    {
        var some = Proportion.Of([true, true, true, true, true, true, true, true, false, false]);
        Assert.Equal(0.8, some.Value, 12);
        Assert.Equal(0.4902, some.Low, 4); // 8 of 10, by hand
        Assert.Equal(0.9433, some.High, 4);
        var all = Proportion.Of([true, true, true, true]);
        Assert.Equal((1.0, 1.0), (all.Value, all.High));
        Assert.Equal(4 / (4 + 1.959963984540054 * 1.959963984540054), all.Low, 12);
        Assert.Throws<ArgumentException>(() => Proportion.Of([]));
    }

    [Fact]
    public void MarksLeaveTheOriginalAlone()
    {
        var image = new RgbImage(4, 4);
        var framed = image.Framed(new(255, 0, 0), 1);
        Assert.Equal((new Rgb(255, 0, 0), new Rgb(0, 0, 0)), (framed[0, 2], framed[1, 2]));
        Assert.Equal(new Rgb(100, 0, 0), image.Tinted([(Mask.Of(new(1, 1, 1, 1), 4, 4), new(150, 0, 0))])[1, 1]);
        Assert.Equal(framed[3, 3], framed.Enlarged(3)[11, 11]);
        var boxed = image.Boxed([(new(1, 1, 3, 3), new(0, 9, 0)), (new(-1, -1, 3, 3), new(9, 0, 0))]);
        Assert.Equal((new Rgb(9, 0, 0), new Rgb(0, 0, 0), new Rgb(0, 9, 0)), (boxed[1, 1], boxed[2, 2], boxed[3, 3]));
        Assert.All(image.Pixels, p => Assert.Equal(0, p));
    }

    [Fact]
    public void EveryBaselineSpoilsTheSameImageByTheSeedAlone()
    {
        var examples = Enumerable.Range(0, 6).Select(SceneExample.Of).ToArray();
        var key = examples[2].OraclePair().Chosen.Mask;
        var images = new BaselineImages(examples).Of(2, key);
        Assert.Equal(9, images.Select(p => p.Name).Distinct().Count());
        Assert.All(images, p => Assert.NotEqual(examples[2].Image.Pixels, p.Image.Pixels));
        Assert.All(
            images.Zip(new BaselineImages(examples).Of(2, key)),
                p => Assert.Equal(p.First.Image.Pixels, p.Second.Image.Pixels));
        Assert.Contains(examples.Where((_, i) => i != 2), e => e.Image.Pixels.SequenceEqual(images[5].Image.Pixels));
    }

    [Fact]
    public void CloseToFarChoiceRejectsFalselyLessOftenThanARandomOne()
    {
        var outcomes = PromptAwareness.Run(0, 60);
        Assert.True(outcomes[2].FalseRejections.Value < outcomes[0].FalseRejections.Value - 0.2,
            $"{outcomes[0]} {outcomes[2]}");
        Assert.True(outcomes[2].Similarity > outcomes[1].Similarity,
            "what is chosen close-to-far is closer than what is chosen by distinctness alone");
    }

    [Fact]
    public void NaiveNegativesAreToldApartAndEditsAreNot()
    {
        var naive = NegativeSets.Naive(0, 400).Select(s => (s.Name, s.Shortcut().Value)).ToDictionary();
        Assert.All(
            new[] { "cut short", "said twice", "other image, other hand", "all three, mixed" },
                name => Assert.True(naive[name] > 0.85, $"{name}: {naive[name]}"));
        Assert.InRange(naive["other image, same hand"], 0.43, 0.57);
        var edits = NegativeSets.ByEditor(0, 1000).Select(s => (s.Name, s.Shortcut().Value)).ToDictionary();
        Assert.InRange(edits["strong editor"], 0.47, 0.53);
        Assert.InRange(edits["weak editor"], 0.47, 0.545);
    }

    [Fact]
    public void EachTypeOfEditHasAsManyPairsAsWanted()
    {
        var sets = NegativeSets.ByType(0, 100);
        Assert.Equal(8, sets.Count);
        Assert.All(sets, s => Assert.Equal((100, 100), (s.Chosen.Count, s.Rejected.Count)));
        Assert.All(sets, s => Assert.InRange(s.LengthDifferences().Average(), -0.1, 0.1));
        Assert.Equal(8, LanguageTables.Edits(0).Rows.Length);
    }

    [Fact]
    public void FiguresAndTablesShowWhatWasMeasured()
    {
        var rows = DetectorRow.Of(StyleConsistency.Sets(0, 120));
        Assert.Contains("two styles", LanguageFigures.Detector("a", rows, "t").ToSvg());
        Assert.Equal(3, LanguageTables.Detector("b", rows).Rows.Length);
        Assert.Contains("side", LanguageTables.Detector("b", rows).ToText());
        Assert.Contains("preferred is truer",
            LanguageFigures.Labeling("c", ClaimLabeling.Run(0, 20, [0, 0.2]), "t").ToSvg());
        Assert.Equal(6, LanguageTables.Style("d", NegativeSets.ByEditor(0, 60)[3]).Rows.Length);
        Assert.Equal(3, LanguageTables.Injections(0).Rows.Length);
        Assert.Equal(2, LanguageTables.WritingStyles(0).Rows.Length);
        Assert.NotEmpty(LanguageTables.Retrieved([.. Enumerable.Range(0, 5).Select(SceneExample.Of)], 1).Rows);
        Assert.Equal(3, LanguageTables.Augmentations(PromptAwareness.Run(0, 6)).Rows.Length);
    }

    [Fact]
    public void AFailingEditorLeavesPairsWithoutAnError()
    {
        var outcomes = EditorFailures.Run(0, 400, [(0, 0), (0.3, 0), (0, 0.5)]);
        Assert.Equal(1, outcomes[0].Wrong.Value);
        Assert.InRange(outcomes[1].Wrong.Value, 0.6, 0.8);
        Assert.True(outcomes[2].Detector.Value > outcomes[0].Detector.Value + 0.1,
            $"{outcomes[2].Detector} against {outcomes[0].Detector}");
        Assert.True(outcomes[2].LongerBy > 1);
        Assert.Equal(3, LanguageTables.Failures(outcomes).Rows.Length);
    }

    [Fact]
    public void EditorsDifferInYieldErrorAndPlausibility()
    {
        var rows = EditorComparison.Run(0, 900).ToDictionary(r => r.Editor);
        // it accepts all, and never fails
        Assert.Equal((1.0, 1.0), (rows["uniform"].Yield.Value, rows["uniform"].Wrong.Value));
        Assert.InRange(rows["strong"].Yield.Value, 0.8, 0.98); // the balance costs pairs
        Assert.Equal(1, rows["strong"].Wrong.Value);
        Assert.InRange(rows["weak"].Wrong.Value, 0.92, 0.98);
        Assert.True(rows["plausible"].CoOccurring.Value > 1.5 * rows["uniform"].CoOccurring.Value,
            $"{rows["plausible"].CoOccurring} against {rows["uniform"].CoOccurring}");
        Assert.True(rows["uniform"].Found.SideBySide.Value > rows["strong"].Found.SideBySide.Value + 0.03);
        Assert.Equal(4, LanguageTables.Editors([.. rows.Values]).Rows.Length);
    }

    [Fact]
    public void PublishedNegativesLeaveWhatTheirConstructionSuggests()
    {
        var sets = PublishedNegatives.Sets(0, 250).ToDictionary(s => s.Name);
        Assert.Equal(8, sets.Count);
        Assert.All(sets.Values, s => Assert.All(s.Chosen.Zip(s.Rejected), p => Assert.NotEqual(p.First, p.Second)));
        Assert.All(sets["POVID, object"].LengthDifferences(), d => Assert.True(d > 0)); // a sentence is added
        Assert.All(sets["VaPR"].LengthDifferences(), d => Assert.InRange(d, -1, 1));
        Assert.All(
            sets["Re-Align"].Chosen.Zip(sets["Re-Align"].Rejected),
                p => Assert.Equal(p.First.Count(c => c == '.'), p.Second.Count(c => c == '.')));
        Assert.True(sets["POVID, object"].PairShortcut().Value > 0.95);
        Assert.True(sets["HA-DPO, two styles"].PairShortcut().Value > 0.95);
        Assert.True(sets["RLAIF-V"].LengthDifferences().Average() > 1, "samples that hallucinate more are longer");
    }

    [Fact]
    public void ATrainedEyeFindsContentAndColorsFindPlaces()
    {
        var trained = VisionModels.Load();
        var rows =
            RetrievalQuality.Run([.. Enumerable.Range(500, 80).Select(SceneExample.Of)],
                ("layout", new ColorLayoutEmbedder()), ("trained", trained.Embedder));
        Assert.True(rows[1].SamePlace.Value > 0.85 && rows[0].SamePlace.Value < 0.4,
            $"{rows[1].SamePlace} against {rows[0].SamePlace}");
        Assert.True(rows[2].SharedCategories.Value > 2 * rows[1].SharedCategories.Value,
            $"{rows[2].SharedCategories} against {rows[1].SharedCategories}");
        Assert.Equal(3, LanguageTables.Retrieval(rows).Rows.Length);
        var choices = PromptAwareness.Run(500, 60, trained);
        Assert.Equal(5, choices.Count);
        Assert.True(choices[3].FalseRejections.Value < choices[0].FalseRejections.Value,
            $"{choices[3]} against {choices[0]}");
    }
}
