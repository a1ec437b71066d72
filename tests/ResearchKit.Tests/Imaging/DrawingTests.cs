using ResearchKit.Imaging;
using ResearchKit.Imaging.Drawing;

namespace ResearchKit.Tests.Imaging;

public sealed class DrawingTests
{
    private static double AreaOf(Shape shape)
    {
        double sum = 0;
        for (var y = 0; y < 64; y++)
            for (var x = 0; x < 64; x++) sum += shape.Coverage(x, y);
        return sum;
    }

    // Sampling 8 x 8 points a pixel finds areas to well under one pixel per unit of boundary / 8.
    [Fact]
    public void CoverageSumsToTheArea()
    {
        Assert.Equal(Math.PI * 20 * 10, AreaOf(new Ellipse(32.3, 30.1, 20, 10)), tolerance: 1.0);
        Assert.Equal(0.5 * 30 * 24, AreaOf(new Polygon((5, 5), (35, 5), (17, 29))), tolerance: 1.0);
        Assert.Equal(20 * 6 + Math.PI * 9, AreaOf(new Stroke(6, (20, 20), (40, 20))), tolerance: 1.0);
        Assert.Equal(12.5, AreaOf(Polygon.Rectangle(3.25, 4, 5, 2.5)), 12);
    }

    [Fact]
    public void AStarThatCrossesItselfHasAnEmptyCenter()
    {
        var star = new Polygon((32, 5), (48, 55), (6, 24), (58, 24), (16, 55));
        Assert.False(star.Contains(32, 32));
        Assert.True(star.Contains(32, 12));
    }

    [Fact]
    public void FillingChangesOnlyTheMaskOfTheShape()
    {
        var image = new RgbImage(64, 64);
        image.Fill(new Rgb(255, 255, 255));
        var shape = new Ellipse(20, 60, 9.5, 9.5); // leaves the image below
        image.Fill(shape, new Rgb(200, 10, 10));
        var mask = shape.ToMask(64, 64);
        Assert.Equal(new Rgb(200, 10, 10), image[20, 60]);
        for (var y = 0; y < 64; y++)
            for (var x = 0; x < 64; x++)
                Assert.Equal(mask[x, y], image[x, y] != new Rgb(255, 255, 255));
    }

    [Fact]
    public void AHalfCoveredPixelIsMixedHalf()
    {
        var image = new RgbImage(2, 1);
        image.Fill(Polygon.Rectangle(0, 0, 0.5, 1), new Rgb(200, 100, 50));
        Assert.Equal(new Rgb(100, 50, 25), image[0, 0]);
        Assert.Equal(default, image[1, 0]);
    }
}
