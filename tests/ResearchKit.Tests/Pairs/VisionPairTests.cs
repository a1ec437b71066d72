using ResearchKit.Imaging;
using ResearchKit.Pairs.Vision;
using ResearchKit.Pairs.Vision.Inpainting;
using ResearchKit.Pairs.Vision.Oracles;
using ResearchKit.Pairs.Vision.Segmentation;
using ResearchKit.Scenes;

namespace ResearchKit.Tests.Pairs;

public sealed class VisionPairTests
{
    private static readonly SceneGenerator Generator = new(new());

    public static TheoryData<string> Inpainters => ["mean", "diffusion", "exemplar"];

    private static IInpainter Inpainter(string name) => name switch
    {
        "mean" => new MeanInpainter(),
        "diffusion" => new DiffusionInpainter(),
        _ => new ExemplarInpainter(),
    };

    [Fact]
    public void RejectedImageOfTheOracleLacksExactlyOneObjectThatTheResponseNames()
    {
        for (var seed = 0; seed < 60; seed++)
        {
            var scene = Generator.Generate(seed);
            var caption = CaptionWriter.Write(scene, new SeededRandom(seed));
            var pair =
                new VisionPairBuilder(VisionPipeline.Oracle(scene, caption)).Build(scene.Render(),
                    [.. caption.Sentences.Select(s => s.Text)]);
            Assert.NotNull(pair);
            var removed = Enumerable.Range(0, scene.Objects.Count)
                .Single(i => scene.VisibleMaskOf(i).Minus(pair.Chosen.Mask).Area == 0
                && pair.Chosen.Mask.Minus(scene.VisibleMaskOf(i)).Area == 0);
            Assert.Equal(0, Similarity.L1(scene.RenderWithout(removed), pair.Rejected, pair.Chosen.Repainted));
            Assert.Equal(scene.Objects.Where((_, i) => i != removed).Select(o => o.Frame),
                new OracleScorer(scene, caption).Remaining(pair.Rejected).Objects.Select(o => o.Frame));
            Assert.Contains(scene.Objects[removed].Category.Noun(), caption.Text);
            Assert.True(Similarity.L1(pair.Rejected, pair.Preferred) > 0);
            AssertUnchangedOutside(pair.Preferred, pair.Rejected, pair.Chosen.Repainted);
        }
    }

    [Fact]
    public void SegmentingAndRemovingOnPixelsChoosesAsTheTruthDoes()
    {
        int agreed = 0, onlyOneGone = 0;
        const int scenes = 40;
        for (var seed = 500; seed < 500 + scenes; seed++)
        {
            var scene = Generator.Generate(seed);
            var caption = CaptionWriter.Write(scene, new SeededRandom(seed));
            string[] sentences = [.. caption.Sentences.Select(s => s.Text)];
            var oracle = VisionPipeline.Oracle(scene, caption);
            var truth = new VisionPairBuilder(oracle).Build(scene.Render(), sentences)!;
            var pixels = oracle with { Segmenter = new GraphCutSegmenter(), Inpainter = new ExemplarInpainter() };
            var pair = new VisionPairBuilder(pixels).Build(scene.Render(), sentences)!;
            AssertUnchangedOutside(pair.Preferred, pair.Rejected, pair.Chosen.Repainted);
            if (pair.Chosen.Tag == truth.Chosen.Tag) agreed++;
            if (new OracleScorer(scene, caption).Remaining(pair.Rejected).Objects.Count == scene.Objects.Count - 1)
                onlyOneGone++;
        }
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"same choice {agreed}, exactly one object gone {onlyOneGone} of {scenes}");
        Assert.True(agreed >= 0.8 * scenes, $"same choice on {agreed} of {scenes} scenes");
        Assert.True(onlyOneGone >= 0.8 * scenes, $"exactly one object gone on {onlyOneGone} of {scenes} scenes");
    }

    [Fact]
    public void ChoiceHasTheLowestSumOfScoresAndEveryTagIsAccountedFor()
    {
        var scene = Generator.Generate(5);
        var caption = CaptionWriter.Write(scene, new SeededRandom(5));
        var pair =
            new VisionPairBuilder(VisionPipeline.Oracle(scene, caption)).Build(scene.Render(),
                [.. caption.Sentences.Select(s => s.Text)])!;
        Assert.All(pair.Candidates, c => Assert.True(c.Scores.Sum() >= pair.Chosen.Scores.Sum()));
        Assert.All(pair.Candidates, c => Assert.Equal(caption.Sentences.Count, c.Scores.Count));
        Assert.Equal(pair.Tags.Count, pair.Candidates.Count + pair.Skipped.Count);
    }

    [Fact]
    public void OracleScoreIsTheShareOfFactsThatHold()
    {
        var ball =
            new SceneObject(Category.Ball, ObjectColor.Red, ObjectSize.Small, Pattern.Plain, ObjectState.None,
                new(4, 4, 16, 16));
        var scene = new Scene(64, 64, Background.Meadow, [ball, ball with { Frame = new(40, 40, 16, 16) }]);
        var caption = new Caption([new("There are two red balls.",
            [new ExistenceFact(Category.Ball), new CountFact(Category.Ball, 2),
                new ColorFact(Category.Ball, ObjectColor.Red)])]);
        var scorer = new OracleScorer(scene, caption);
        Assert.Equal(1, scorer.Score(scene.Render(), "There are two red balls."));
        Assert.Equal(2.0 / 3, scorer.Score(scene.RenderWithout(0), "There are two red balls."));
        Assert.Throws<ArgumentException>(() => scorer.Score(scene.Render(), "There is a cat."));
    }

    [Fact]
    public void NothingTaggedGivesNoPair()
    {
        var scene = new Scene(64, 64, Background.Sea, []);
        Assert.Null(
            new VisionPairBuilder(VisionPipeline.Oracle(scene, new([]))).Build(scene.Render(),
                ["Everything here is at sea."]));
    }

    [Theory, MemberData(nameof(Inpainters))]
    public void InpaintersChangeNothingOutsideTheMaskAndDoNotLookInside(string name)
    {
        for (var seed = 0; seed < 4; seed++)
        {
            var scene = Generator.Generate(seed);
            var image = scene.Render();
            var mask = scene.MaskOf(0).Dilate(2);
            var result = Inpainter(name).Inpaint(image, mask);
            AssertUnchangedOutside(image, result, mask);
            var other = image.Clone();
            for (var y = 0; y < 64; y++)
                for (var x = 0; x < 64; x++)
                    if (mask[x, y]) other[x, y] = new((byte)(7 * x), (byte)(11 * y), 200);
            Assert.Equal(result.Pixels, Inpainter(name).Inpaint(other, mask).Pixels);
        }
    }

    [Theory, MemberData(nameof(Inpainters))]
    public void InpaintersRejectAMaskThatLeavesNothing(string name)
    {
        var image = new RgbImage(8, 8);
        Assert.Throws<ArgumentException>(() => Inpainter(name).Inpaint(image, Mask.Of(new(0, 0, 8, 8), 8, 8)));
        Assert.Throws<ArgumentException>(() => Inpainter(name).Inpaint(image, new Mask(9, 8)));
        Assert.Equal(image.Pixels, Inpainter(name).Inpaint(image, new Mask(8, 8)).Pixels);
        Assert.Equal(image.Pixels, Inpainter(name).Inpaint(image, Mask.Of(new(0, 0, 8, 7), 8, 8)).Pixels);
    }

    [Fact]
    public void DiffusionContinuesALinearGradientExactly()
    {
        var image = new RgbImage(32, 32);
        for (var y = 0; y < 32; y++)
            for (var x = 0; x < 32; x++) image[x, y] = new((byte)(4 * x + 2 * y), (byte)(6 * y), (byte)(200 - 3 * x));
        var mask = Mask.Of(new(9, 7, 12, 15), 32, 32);
        // harmonic functions solve Laplace's equation
        Assert.Equal(image.Pixels, new DiffusionInpainter().Inpaint(image, mask).Pixels);
    }

    [Fact]
    public void ExemplarsContinueStripesExactly()
    {
        var image = new RgbImage(40, 40);
        for (var y = 0; y < 40; y++)
            for (var x = 0; x < 40; x++) image[x, y] = x % 6 < 3 ? new(220, 40, 40) : new(30, 60, 200);
        var mask = Mask.Of(new(14, 12, 13, 14), 40, 40);
        Assert.Equal(image.Pixels, new ExemplarInpainter().Inpaint(image, mask).Pixels);
    }

    [Fact]
    public void InpaintersComeNearerToTheTrueBackgroundThanTheMeanColor()
    {
        double mean = 0, diffusion = 0, exemplar = 0;
        var removals = 0;
        for (var seed = 100; seed < 130; seed++)
        {
            var scene = Generator.Generate(seed);
            var image = scene.Render();
            var mask = scene.VisibleMaskOf(scene.Objects.Count - 1);
            if (mask.Area == 0) continue;
            var hole = mask.Dilate(2);
            var truth = scene.RenderWithout(scene.Objects.Count - 1);
            removals++;
            mean += Similarity.L1(new MeanInpainter().Inpaint(image, hole), truth, mask);
            diffusion += Similarity.L1(new DiffusionInpainter().Inpaint(image, hole), truth, mask);
            exemplar += Similarity.L1(new ExemplarInpainter().Inpaint(image, hole), truth, mask);
        }
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"L1: mean {mean / removals:F2}, diffusion {diffusion / removals:F2}, exemplar {exemplar / removals:F2}");
        Assert.True(diffusion < mean / 2, $"diffusion {diffusion / removals:F2}, mean {mean / removals:F2}");
        Assert.True(exemplar < mean / 2, $"exemplar {exemplar / removals:F2}, mean {mean / removals:F2}");
    }

    private static void AssertUnchangedOutside(RgbImage before, RgbImage after, Mask mask)
    {
        for (var y = 0; y < before.Height; y++)
            for (var x = 0; x < before.Width; x++)
                if (!mask[x, y] && before[x, y] != after[x, y]) Assert.Fail($"pixel ({x}, {y}) changed");
    }
}
