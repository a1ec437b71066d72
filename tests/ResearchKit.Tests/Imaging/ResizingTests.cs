using ResearchKit.Imaging;

namespace ResearchKit.Tests.Imaging;

public sealed class ResizingTests
{
    public static TheoryData<Interpolation, int, int> Sizes => new EveryFilterTwice();

    // Pillow rounds its weights to fixed point: one level of difference is its own.
    [Theory, MemberData(nameof(Sizes))]
    public void ResizingMeetsPillow(Interpolation interpolation, int width, int height)
    {
        var source = ImageFixtures.ReadPpm(Path.Combine(ImageFixtures.Folder, "source.ppm"));
        var name = FormattableString.Invariant($"resized-{interpolation}-{width}x{height}.ppm").ToLowerInvariant();
        var expected = ImageFixtures.ReadPpm(Path.Combine(ImageFixtures.Folder, name));
        var actual = source.Resize(width, height, interpolation);
        var worst = expected.Pixels.Zip(actual.Pixels, (a, b) => Math.Abs(a - b)).Max();
        Assert.True(worst <= 1, $"{name}: a sample differs by {worst}");
    }

    [Fact]
    public void TheMeanOfFourPixelsIsTheAreaFiltersResult()
    {
        var image = new RgbImage(2, 2);
        (image[0, 0], image[1, 0], image[0, 1], image[1, 1]) =
            (new(0, 0, 0), new(10, 20, 30), new(30, 20, 10), new(0, 0, 0));
        Assert.Equal(new Rgb(10, 10, 10), image.Resize(1, 1, Interpolation.Area)[0, 0]);
    }

    [Fact]
    public void ACropIsThePartAndNothingElse()
    {
        var image = new RgbImage(4, 3);
        image[2, 1] = new(9, 8, 7);
        var part = image.Crop(new(2, 1, 2, 2));
        Assert.Equal((2, 2), (part.Width, part.Height));
        Assert.Equal(new Rgb(9, 8, 7), part[0, 0]);
        Assert.Throws<ArgumentException>(() => image.Crop(new(3, 0, 2, 2)));
    }

    private sealed class EveryFilterTwice : TheoryData<Interpolation, int, int>
    {
        public EveryFilterTwice()
        {
            foreach (var interpolation in Enum.GetValues<Interpolation>())
            {
                Add(interpolation, 17, 12);
                Add(interpolation, 90, 80);
            }
        }
    }
}
