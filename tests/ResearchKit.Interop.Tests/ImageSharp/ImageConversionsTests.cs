using ResearchKit.Imaging;
using ResearchKit.Interop.ImageSharp;
using ResearchKit.Notebooks.Formatting;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;
using SixLabors.ImageSharp.Processing;

namespace ResearchKit.Interop.Tests.ImageSharp;

public sealed class ImageConversionsTests
{
    [Fact]
    public void AnImageSurvivesTheWayThereAndBack()
    {
        var ours = Fixtures.Ppm("source.ppm");
        using var theirs = ours.ToImageSharp();
        Assert.Equal((ours.Width, ours.Height), (theirs.Width, theirs.Height));
        Assert.Equal(ours[7, 9], new Rgb(theirs[7, 9].R, theirs[7, 9].G, theirs[7, 9].B));
        Assert.Equal(ours.Pixels, theirs.ToRgbImage().Pixels);
    }

    [Fact]
    public void BothDirectionsCopy()
    {
        var ours = new RgbImage(1, 1, [1, 2, 3]);
        using var theirs = ours.ToImageSharp();
        theirs.Mutate(i => i.Invert());
        Assert.Equal(new(1, 2, 3), ours[0, 0]);
        Assert.Equal(new(254, 253, 252), theirs.ToRgbImage()[0, 0]);
    }

    /// <summary>Half of black over white: 255 - 128 = 127; a hidden pixel is white whatever its color.</summary>
    [Fact]
    public void TransparentPixelsLieOverWhite()
    {
        using var theirs = new Image<Rgba32>(2, 1) { [0, 0] = new(0, 0, 0, 128), [1, 0] = new(9, 9, 9, 0) };
        Assert.Equal([127, 127, 127, 255, 255, 255], theirs.ToRgbImage().Pixels);
    }

    [Fact]
    public void ANotebookShowsAnImageOfEitherKind()
    {
        PackageDisplays.Register("SixLabors.ImageSharp", value => ImageConversions.Shown(value));
        using var theirs = new Image<Rgba32>(2, 1) { [0, 0] = new(0, 0, 0, 128), [1, 0] = new(9, 9, 9, 0) };
        foreach (var image in (object[])[theirs, theirs.ToRgbImage()])
        {
            var png = Convert.FromBase64String(image.ToDisplayString("image/png"));
            Assert.Equal([127, 127, 127, 255, 255, 255], ImageFile.Decode(png).Pixels);
            Assert.Equal("an image of 2 x 1 pixels", image.ToDisplayString());
        }
    }

    /// <summary>16 bits to 8, rounded: 257 · 100 + 128 is nearer to 100, 257 · 100 + 129 nearer to 101.</summary>
    [Fact]
    public void SixteenBitsAreRounded()
    {
        using var theirs = new Image<Rgb48>(1, 1) { [0, 0] = new(25828, 25829, 65535) };
        Assert.Equal([100, 101, 255], theirs.ToRgbImage().Pixels);
    }
}
