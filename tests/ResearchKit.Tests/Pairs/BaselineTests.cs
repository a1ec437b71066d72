using ResearchKit.Imaging;
using ResearchKit.Pairs.Vision.Baselines;
using ResearchKit.Pairs.Vision.Retrieval;
using ResearchKit.Scenes;

namespace ResearchKit.Tests.Pairs;

public sealed class BaselineTests
{
    private static readonly RgbImage Image = new SceneGenerator(new()).Generate(1).Render();
    private static readonly RgbImage[] Others =
        [.. Enumerable.Range(2, 4).Select(s => new SceneGenerator(new()).Generate(s).Render())];
    private static readonly Mask Region = Mask.Of(new(10, 20, 12, 9), 64, 64);

    public static TheoryData<string> Names =>
        ["crop", "noise", "lesion", "blur", "replaced", "grid", "inset", "erasing", "retrieved", "prompt-aware"];

    private static ImageBaseline Baseline(string name) => name switch
    {
        "crop" => new RandomCrop(),
        "noise" => new DiffusionNoise(),
        "lesion" => new LesionNoise(Region),
        "blur" =>
            new GaussianBlur(),
        "replaced" => new ReplacedImage(Others),
        "grid" => new GridCollage(Others),
        "erasing" => new RandomErasing(),
        "retrieved" => new RetrievedImage(new([Image, .. Others], new ColorLayoutEmbedder())),
        "prompt-aware" =>
            new PromptAwareAugmentation([.. Enumerable.Repeat(new RandomErasing(), 5)], new ColorLayoutEmbedder(),
                new RegionFit(Image, Region).Of),
        _ => new PictureInPicture(Others),
    };

    [Theory, MemberData(nameof(Names))]
    public void SameSeedGivesTheSameImageAndTheOriginalStays(string name)
    {
        var before = Image.Pixels.ToArray();
        var first = Baseline(name).Reject(Image, 7);
        Assert.Equal(first.Pixels, Baseline(name).Reject(Image, 7).Pixels);
        Assert.NotEqual(before, first.Pixels);
        Assert.Equal(before, Image.Pixels);
        Assert.Equal((64, 64), (first.Width, first.Height));
        if (name is not ("blur" or "retrieved"))
            Assert.Contains(
                Enumerable.Range(8, 8),
                    seed => !Baseline(name).Reject(Image, seed).Pixels.AsSpan().SequenceEqual(first.Pixels));
    }

    [Fact]
    public void ScheduleFallsFromOneAndMatchesTheClosedFormOfItsFirstSteps()
    {
        Assert.Equal(1, NoiseSchedule.Remaining(0));
        Assert.Equal(1 - (0.00499 / (1 + Math.Exp(6)) + 0.00001), NoiseSchedule.Remaining(1), 12);
        // The sigmoid is symmetric, so all betas sum to 1000 times their middle, 0.002505; to second order the product
        // is exp of minus that.
        Assert.InRange(NoiseSchedule.Remaining(1000), Math.Exp(-2.505 - 1000 * 0.005 * 0.005 / 2), Math.Exp(-2.505));
        for (var step = 0; step < 1000; step += 100)
            Assert.True(NoiseSchedule.Remaining(step + 100) < NoiseSchedule.Remaining(step));
        Assert.Equal(Image.Pixels, new DiffusionNoise(0).Reject(Image, 1).Pixels);
    }

    [Fact]
    public void NoiseHasTheVarianceOfItsSchedule()
    {
        var gray = new RgbImage(200, 200);
        gray.Fill(new(123, 117, 104)); // CLIP's mean: the image itself vanishes in the normalization
        var noisy = new DiffusionNoise(300).Reject(gray, 5);
        var reds = Enumerable.Range(0, 40_000).Select(i => (double)noisy.Pixels[3 * i]).ToArray();
        var mean = reds.Average();
        var deviation = Math.Sqrt(reds.Average(v => (v - mean) * (v - mean)));
        var expected = Math.Sqrt(1 - NoiseSchedule.Remaining(300)) * 0.26862954 * 255;
        Assert.InRange(mean, 122, 124);
        Assert.InRange(deviation, 0.97 * expected, 1.03 * expected);
    }

    [Fact]
    public void LesionNoiseStaysInItsRegion()
    {
        var result = new LesionNoise(Region).Reject(Image, 3);
        Assert.Equal(0, Similarity.L1(Image, result, Region.Not()));
        Assert.True(Similarity.L1(Image, result, Region) > 5);
        Assert.Throws<ArgumentException>(() => new LesionNoise(new Mask(3, 3)).Reject(Image, 3));
    }

    [Fact]
    public void BlurKeepsAPlainImageAndSpreadsAPointAsAGaussian()
    {
        var image = new RgbImage(41, 41);
        image.Fill(new(10, 10, 10));
        Assert.Equal(image.Pixels, new GaussianBlur(2).Reject(image, 0).Pixels);
        image.Fill(new(0, 0, 0));
        for (var y = 0; y < 41; y++) image[20, y] = new(255, 255, 255);
        var row = Enumerable.Range(0, 41).Select(x => (double)new GaussianBlur(2).Reject(image, 0)[x, 20].R).ToArray();
        for (var d = 0; d <= 5; d++)
            Assert.InRange(row[20 + d], 255 * 0.19947 * Math.Exp(-d * d / 8.0) - 1,
                255 * 0.19947 * Math.Exp(-d * d / 8.0) + 1);
    }

    [Fact]
    public void CollageHoldsEachImageOnceAndTheInsetLiesInAnother()
    {
        var grid = new GridCollage(Others).Reject(Image, 11);
        var cells = Enumerable.Range(0, 4).Select(c => grid.Crop(new(c % 2 * 32, c / 2 * 32, 32, 32)).Pixels).ToArray();
        Assert.Single(cells, c => c.SequenceEqual(Image.Resize(32, 32).Pixels));
        Assert.Equal(3, cells.Count(c => Others.Any(o => o.Resize(32, 32).Pixels.SequenceEqual(c))));
        var inset = new PictureInPicture(Others, 0.5).Reject(Image, 11);
        var inner = Image.Resize(32, 32).Pixels;
        Assert.Contains(
            Enumerable.Range(0, 33 * 33), at => inset.Crop(new(at % 33, at / 33, 32, 32)).Pixels.SequenceEqual(inner));
        Assert.Throws<ArgumentException>(() => new GridCollage([]).Reject(Image, 0));
        Assert.Throws<ArgumentException>(() => new ReplacedImage([Image]).Reject(Image, 0));
    }
}
