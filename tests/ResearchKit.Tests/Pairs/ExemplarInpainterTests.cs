using ResearchKit.Imaging;
using ResearchKit.Pairs.Vision.Inpainting;

namespace ResearchKit.Tests.Pairs;

public sealed class ExemplarInpainterTests
{
    // Stripes of 12 pixels, which lie within one block of 2 each: only a fill at full size can make sharp ones.
    [Fact]
    public void LargeImagesAreFilledWithPixelsOfFullSize()
    {
        var image = Striped(2040, 300);
        var mask = Mask.Of(new(800, 100, 150, 90), 2040, 300);
        var damaged = image.Clone();
        for (var y = 100; y < 190; y++) damaged.Row(y).Slice(3 * 800, 3 * 150).Fill(200);
        var filled = new ExemplarInpainter().Inpaint(damaged, mask);
        Assert.Equal(image.Pixels, filled.Pixels);
    }

    // A plain wall with a red square; the hole touches the square, whose patches fit its rim best.
    [Theory]
    [InlineData(64, 40)]
    [InlineData(2100, 90)]
    public void NothingIsCopiedFromAnotherObject(int width, int height)
    {
        var image = new RgbImage(width, height);
        image.Fill(new(90, 120, 150));
        var size = height / 4;
        for (var y = size; y < 2 * size; y++)
            for (var x = size; x < 2 * size; x++) image[x, y] = new(220, 30, 30);
        Mask other = Mask.Of(new(size, size, size, size), width, height),
            hole = Mask.Of(new(2 * size, size - 2, size, size), width, height);
        var filled = new ExemplarInpainter().Inpaint(image, hole, other);
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
                if (hole[x, y]) Assert.Equal(new Rgb(90, 120, 150), filled[x, y]);
    }

    [Fact]
    public void AnImageFullOfObjectsIsFilledFromThem()
    {
        var image = new RgbImage(30, 30);
        image.Fill(new(10, 20, 30));
        var hole = Mask.Of(new(10, 10, 8, 8), 30, 30);
        Assert.Equal(image.Pixels, new ExemplarInpainter().Inpaint(image, hole, hole.Not()).Pixels);
    }

    [Fact]
    public void WhatTheMaskHidesHasNoSayInLargeImages()
    {
        var random = new Random(1);
        RgbImage a = new(1500, 90), b;
        random.NextBytes(a.Pixels);
        b = a.Clone();
        var mask = Mask.Of(new(701, 31, 37, 23), 1500, 90);
        for (var y = 0; y < 90; y++)
            for (var x = 0; x < 1500; x++)
                if (mask[x, y]) b[x, y] = new(1, 2, 3);
        Assert.Equal(new ExemplarInpainter().Inpaint(a, mask).Pixels, new ExemplarInpainter().Inpaint(b, mask).Pixels);
    }

    // No square of 2 x 2 is free of the mask: the image is filled at its own size, from single pixels.
    [Fact]
    public void AMaskOnEverySecondPixelLeavesAnImage()
    {
        var image = Striped(1100, 8);
        var mask = new Mask(1100, 8);
        for (var y = 0; y < 8; y++)
            for (var x = 0; x < 1100; x++) mask[x, y] = (x + y) % 2 == 0;
        var filled = new ExemplarInpainter().Inpaint(image, mask);
        Assert.All(
            Enumerable.Range(0, 1100),
                x => Assert.Contains(filled[x, 3], new[] { new Rgb(40, 90, 60), new Rgb(60, 120, 80) }));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(1, 3)]
    [InlineData(5, 5)]
    public void TinyImagesAreFilledFromWhatThereIs(int width, int height)
    {
        var image = new RgbImage(width, height);
        image.Fill(new(7, 8, 9));
        var mask = new Mask(width, height);
        if (width * height > 1) mask[width - 1, height - 1] = true;
        Assert.Equal(image.Pixels, new ExemplarInpainter().Inpaint(image, mask).Pixels);
    }

    private static RgbImage Striped(int width, int height)
    {
        var image = new RgbImage(width, height);
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++) image[x, y] = y / 12 % 2 == 0 ? new(40, 90, 60) : new(60, 120, 80);
        return image;
    }
}
