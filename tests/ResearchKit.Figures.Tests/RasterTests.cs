using System.Buffers.Binary;
using ResearchKit.Figures.Fonts;
using ResearchKit.Figures.Raster;

namespace ResearchKit.Figures.Tests;

public sealed class RasterTests
{
    private static byte At(Bitmap bitmap, int x, int y) => bitmap.Pixels[3 * (y * bitmap.Width + x)];

    private static Bitmap Filled(int width, int height, params (double, double)[] polygon)
    {
        var bitmap = new Bitmap(width, height);
        bitmap.Pixels.AsSpan().Fill(255);
        bitmap.Fill([polygon], (0, 0, 0), 1, (0, 0, width, height));
        return bitmap;
    }

    [Fact]
    public void APixelIsAsDarkAsTheShareOfItThatIsCovered()
    {
        // From 1.5 to 3.25 and from 1 to 2.5: whole, half and quarter pixels, to 1/16.
        var bitmap = Filled(5, 4, (1.5, 1), (3.25, 1), (3.25, 2.5), (1.5, 2.5));
        Assert.Equal([255, 128, 0, 191, 255], Enumerable.Range(0, 5).Select(x => (int)At(bitmap, x, 1)));
        Assert.Equal([255, 191, 128, 223, 255], Enumerable.Range(0, 5).Select(x => (int)At(bitmap, x, 2)));
        Assert.All(Enumerable.Range(0, 5), x => Assert.Equal(255, At(bitmap, x, 3)));
    }

    [Fact]
    public void ASlantedEdgeCoversTheAreaBesideIt()
    {
        // The triangle below the diagonal of 4 x 4 pixels: half of each pixel on it, all of those below.
        var bitmap = Filled(4, 4, (0, 0), (4, 4), (0, 4));
        for (var y = 0; y < 4; y++)
            for (var x = 0; x < 4; x++)
                Assert.Equal(x == y ? 128 : x < y ? 0 : 255, At(bitmap, x, y));
    }

    [Fact]
    public void WhatLeavesTheImageIsCutOff()
    {
        var bitmap = Filled(3, 3, (-50, -50), (50, -50), (50, 50), (-50, 50));
        Assert.All(bitmap.Pixels, p => Assert.Equal(0, p));
        Assert.All(Filled(3, 3, (5, 0), (9, 0), (9, 3), (5, 3)).Pixels, p => Assert.Equal(255, p));
    }

    /// <summary>Advance widths as the font's own table prints them, in 1/2048 em.</summary>
    [Theory]
    [InlineData("A", 1366)]
    [InlineData("i", 455)]
    [InlineData("W", 1933)]
    [InlineData("\u2212", 1196)]
    [InlineData("π", 1411)]
    public void GlyphsHaveTheFontsWidths(string text, int units)
    {
        Assert.Equal(units / 2048.0, TrueTypeFont.Regular.Width(text), 2);
        Assert.NotEmpty(TrueTypeFont.Regular.Outline(TrueTypeFont.Regular.Glyph(text[0])));
    }

    [Fact]
    public void TheImageHasTheDrawingsSizeTimesTheScale()
    {
        var png = Gallery.Histograms().ToPng(2);
        var svg = new Svg(Gallery.Histograms());
        Assert.Equal(2 * svg.Canvas.Width, BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)));
        Assert.Equal(2 * svg.Canvas.Height, BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20)));
        Assert.Equal(png, Gallery.Histograms().ToPng(2));
        Assert.Throws<ArgumentOutOfRangeException>(() => Gallery.Histograms().ToPng(0));
    }

    [Fact]
    public void ValuesAtTheEndOfTheLastBinAreInIt()
    {
        var figure = new Figure("bins").XAxis("x", min: 0, max: 1).Histogram("h", [0.02, 0.5, 1.0, 1.0, 1.0], bins: 20);
        var trace = System.Text.Json.JsonDocument.Parse(figure.ToPlotlyJson()).RootElement.GetProperty("data")[0];
        Assert.Equal(5, trace.GetProperty("y").EnumerateArray().Sum(v => v.GetDouble()));
        Assert.Equal(3, trace.GetProperty("y").EnumerateArray().Last().GetDouble());
    }
}
