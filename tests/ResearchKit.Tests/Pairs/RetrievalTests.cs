using ResearchKit.Imaging;
using ResearchKit.Pairs.Language;
using ResearchKit.Pairs.Vision;
using ResearchKit.Pairs.Vision.Baselines;
using ResearchKit.Pairs.Vision.Retrieval;
using ResearchKit.Scenes;

namespace ResearchKit.Tests.Pairs;

public sealed class RetrievalTests
{
    private static readonly SceneGenerator Generator = new(new());

    [Fact]
    public void NearestIsNeitherTheImageItselfNorTheSameAgain()
    {
        var images = Enumerable.Range(0, 20).Select(s => Generator.Generate(s).Render()).ToArray();
        var again = images[3].Resize(50, 50).Resize(64, 64); // the same image, blurred by scaling
        var brighter = images[3].Clone();
        for (var i = 0; i < brighter.Pixels.Length; i++)
            brighter.Pixels[i] = (byte)Math.Min(255, brighter.Pixels[i] + 21);
        var pool = new ImagePool([.. images, again, brighter], new ColorLayoutEmbedder());
        Assert.Equal(21, pool.Nearest(images[3])); // 21 levels away: another image, and the most similar
        var without = new ImagePool([.. images, again], new ColorLayoutEmbedder());
        var nearest = without.Nearest(images[3]);
        Assert.DoesNotContain(nearest, new[] { 3, 20 });
        Assert.Equal(-1, new ImagePool([images[3], again], new ColorLayoutEmbedder()).Nearest(images[3]));
        Assert.Equal(images[nearest].Pixels, new RetrievedImage(without).Reject(images[3], 0).Pixels);
        Assert.Throws<ArgumentException>(() =>
            new RetrievedImage(new([images[3]], new ColorLayoutEmbedder())).Reject(images[3], 0));
    }

    [Fact]
    public void RemovingAnObjectIsNoDuplication()
    {
        for (var seed = 0; seed < 60; seed++)
        {
            var scene = Generator.Generate(seed);
            if (scene.VisibleMaskOf(0).Area > 0)
                Assert.Equal(0,
                    new ImagePool([scene.RenderWithout(0)], new ColorLayoutEmbedder()).Nearest(scene.Render()));
        }
    }

    [Fact]
    public void RetrievedImagesAreOfTheSamePlaceMoreOftenThanChanceHasIt()
    {
        var scenes = Enumerable.Range(0, 120).Select(Generator.Generate).ToArray();
        var pool = new ImagePool([.. scenes.Select(s => s.Render())], new ColorLayoutEmbedder());
        var same = Enumerable.Range(0, 120)
            .Count(i => scenes[pool.Nearest(pool.Images[i])].Background == scenes[i].Background);
        Assert.True(same > 84, $"{same} of 120 lie in the same of six places");
    }

    [Fact]
    public void CosineIsThatOfTheAngle()
    {
        Assert.Equal(1, ImagePool.Cosine([1, 2], [2, 4]), 12);
        Assert.Equal(0.6, ImagePool.Cosine([3, 4], [1, 0]), 12);
        Assert.Equal(0, ImagePool.Cosine([0, 0], [1, 0]));
        Assert.Throws<ArgumentException>(() => ImagePool.Cosine([1], [1, 2]));
        Assert.Equal([1f, -1f, -1f], new ColorLayoutEmbedder(1).Embed(Plain(new(255, 0, 0))));
    }

    [Fact]
    public void RetrievedAnswersAreTrueElsewhere()
    {
        var rewritten = 0;
        for (var seed = 0; seed < 100; seed++)
        {
            Scene scene = Generator.Generate(seed), other = Generator.Generate(seed + 1000);
            var caption = CaptionWriter.Write(scene, new SeededRandom(seed));
            if (RetrievedAnswer.Rewrite(scene, caption, other, new SeededRandom(seed)) is not { } answer) continue;
            rewritten++;
            Assert.Equal(caption.Sentences.Count, answer.Sentences.Count);
            var before = caption.Sentences.SelectMany(s => s.Facts).ToHashSet();
            // What was filled in holds in the other scene; what a renamed thing drags along is at least not true here.
            foreach (var fact in answer.Sentences.SelectMany(s => s.Facts).Where(f => !before.Contains(f)))
                Assert.False(fact.IsTrueOf(scene), $"{seed}: {fact}");
            Assert.Contains(answer.Sentences.SelectMany(s => s.Facts), f => f.IsTrueOf(other) && !f.IsTrueOf(scene));
        }
        Assert.True(rewritten > 80, $"{rewritten} of 100");
        var same = Generator.Generate(5);
        Assert.Null(
            RetrievedAnswer.Rewrite(same, CaptionWriter.Write(same, new SeededRandom(5)), same, new SeededRandom(0)));
    }

    [Fact]
    public void PromptAwareChoiceDropsTheUnrelatedAndTakesTheMostDistinct()
    {
        var original = Plain(new(100, 100, 100));
        var region = Mask.Of(new(0, 0, 10, 10), 32, 32);
        ImageBaseline nothing = new Paint(new(20, 20, 5, 5), new(0, 0, 0)),
            little = new Paint(new(0, 0, 5, 10), new(90, 90, 90)),
            much = new Paint(new(0, 0, 10, 10), new(60, 60, 60)),
            unrelated = new Paint(new(0, 0, 32, 32), new(255, 0, 0));
        var choice =
            new PromptAwareAugmentation([nothing, little, unrelated, much], new ColorLayoutEmbedder(),
                new RegionFit(original, region).Of, Keep: 0.75);
        var bag = choice.Weigh(original, 1);
        // (155 + 100 + 100) / 3 for red
        Assert.Equal([0, 5, 295 / 3.0, 40],
            bag.Select(i => Math.Round(i.Distinctness, 9)).Select(d => d > 90 ? 295 / 3.0 : d));
        Assert.Equal(0, bag[2].Weight);
        Assert.Equal(1, bag.Sum(i => i.Weight), 12);
        // Softmax at temperature 1: the ratio of two weights is e to the difference of what they lose.
        Assert.Equal(Math.Exp(-5), bag[0].Weight / bag[1].Weight, 12);
        Assert.Equal(bag[3].Image.Pixels, choice.Reject(original, 1).Pixels);
        // If what is close loses nothing, the far image comes back rather than a false rejection.
        var far =
            new PromptAwareAugmentation([nothing, unrelated], new ColorLayoutEmbedder(),
                new RegionFit(original, region).Of);
        Assert.Equal(unrelated.Reject(original, 0).Pixels, far.Reject(original, 1).Pixels);
        Assert.Throws<ArgumentException>(() => (far with { Bag = [] }).Reject(original, 1));
        Assert.Throws<ArgumentException>(() => (far with { Keep = 0 }).Reject(original, 1));
    }

    [Fact]
    public void ErasingPaintsOneBoxWithTheMeanColor()
    {
        var image = Generator.Generate(1).Render();
        var erased = new RandomErasing(0.1, 0.2).Reject(image, 3);
        var changed = new Mask(64, 64);
        for (var y = 0; y < 64; y++)
            for (var x = 0; x < 64; x++) changed[x, y] = image[x, y] != erased[x, y];
        var box = changed.Bounds();
        Assert.InRange(box.Width * box.Height / 4096.0, 0.09, 0.21);
        Assert.Single(Enumerable.Range(box.Y, box.Height)
            .SelectMany(y => Enumerable.Range(box.X, box.Width).Select(x => erased[x, y])).Distinct());
        Assert.Equal(image.Pixels.Where((_, i) => i % 3 == 0).Average(p => p), erased[box.X, box.Y].R, 0.51);
    }

    private static RgbImage Plain(Rgb color)
    {
        var image = new RgbImage(32, 32);
        image.Fill(color);
        return image;
    }

    private sealed record Paint(Box Where, Rgb Color) : ImageBaseline
    {
        public override RgbImage Reject(RgbImage image, long seed)
        {
            var result = image.Clone();
            for (var y = Where.Y; y < Where.Bottom; y++)
                for (var x = Where.X; x < Where.Right; x++) result[x, y] = Color;
            return result;
        }
    }
}
