using System.Text.Json;
using ResearchKit.Imaging;

namespace ResearchKit.Tests.Imaging;

public sealed class SimilarityTests
{
    [Fact]
    public void SsimMeetsItsDefinitionWrittenOutInNumpy()
    {
        foreach (var pair in JsonDocument.Parse(ImageFixtures.Bytes("ssim.json")).RootElement.EnumerateArray())
        {
            RgbImage Read(string key) =>
                ImageFixtures.ReadPpm(Path.Combine(ImageFixtures.Folder, pair.GetProperty(key).GetString() + ".ppm"));
            Assert.Equal(pair.GetProperty("ssim").GetDouble(), Similarity.Ssim(Read("a"), Read("b")), 10);
        }
    }

    [Fact]
    public void AnImageIsFullySimilarToItself()
    {
        var image = ImageFixtures.ReadPpm(Path.Combine(ImageFixtures.Folder, "source.ppm"));
        Assert.Equal(1, Similarity.Ssim(image, image), 12);
        Assert.Equal(0, Similarity.L1(image, image));
    }

    // One sample of 12 differs by 6, three samples of the marked pixel: 6/12 and 6/3.
    [Fact]
    public void L1IsTheMeanOverTheSamplesThatCount()
    {
        RgbImage a = new(2, 2), b = new(2, 2);
        b[1, 0] = new(0, 6, 0);
        var mask = new Mask(2, 2) { [1, 0] = true };
        Assert.Equal(0.5, Similarity.L1(a, b), 12);
        Assert.Equal(2, Similarity.L1(a, b, mask), 12);
        Assert.Equal(0, Similarity.L1(a, b, mask.Not()), 12);
    }

    [Fact]
    public void ImagesOfDifferentSizesAreRejected() =>
        Assert.Contains("2 x 2 and 3 x 2",
            Assert.Throws<ArgumentException>(() => Similarity.L1(new(2, 2), new(3, 2))).Message);
}
