using System.Globalization;
using ResearchKit.Figures.Rendering;

namespace ResearchKit.Figures.Tests;

public sealed class ColorTests
{
    [Fact]
    public void TheSequentialMapRisesEvenlyInLightness()
    {
        var scale = new ColorScale(ColorMap.Sequential, 0, 1, 0);
        var lightness = Enumerable.Range(0, 101).Select(i => Lightness(scale.Color(i / 100.0))).ToArray();
        // Evenly from L* 16 to 91; the control points are rounded to 8 bits.
        for (var i = 0; i <= 100; i++) Assert.Equal(16 + 0.75 * i, lightness[i], 1.2);
    }

    [Fact]
    public void TheDivergingMapIsWhiteAtItsCenterAndEquallyDarkAtEqualDistances()
    {
        var scale = new ColorScale(ColorMap.Diverging, -1, 3, 0);
        Assert.Equal("#f6f6f6", scale.Color(0));
        foreach (var d in new[] { 0.25, 0.5, 1.0, 2, 3 })
            Assert.Equal(Lightness(scale.Color(d)), Lightness(scale.Color(-d)), 1.2);
    }

    [Fact]
    public void NumbersOnCellsHaveContrast()
    {
        foreach (var map in Enum.GetValues<ColorMap>())
        {
            var scale = new ColorScale(map, -1, 1, 0);
            for (var i = 0; i <= 100; i++)
                Assert.InRange(Contrast(scale.Color(i / 50.0 - 1), scale.TextOn(i / 50.0 - 1)), 3.9, 21);
        }
    }

    [Fact]
    public void TextsHaveContrastOnBothPages()
    {
        Assert.All([Palette.Text, Palette.Muted], ink =>
        {
            Assert.InRange(Contrast(ink.Light, Palette.Page.Light), 7, 21);
            Assert.InRange(Contrast(ink.Dark, Palette.Page.Dark), 7, 21);
        });
        Assert.All(Palette.SeriesColors, ink =>
        {
            // Okabe and Ito's orange and sky blue are light by design: 2.2 : 1 on white.
            Assert.InRange(Contrast(ink.Light, Palette.Page.Light), 2.1, 21);
            Assert.InRange(Contrast(ink.Dark, Palette.Page.Dark), 4.5, 21);
        });
    }

    [Theory]
    [InlineData(0.56667, 0.43333, 0.55833, 0.44167)] // protanopia: red and green weights of the confused axes
    [InlineData(0.625, 0.375, 0.7, 0.3)]             // deuteranopia
    public void TheFirstColorsStayApartWithoutRedOrGreenCones(double rr, double rg, double gr, double gg)
    {
        var seen = Palette.SeriesColors.Take(4).Select(h => Linear(h.Light))
            .Select(c => (R: rr * c.R + rg * c.G, G: gr * c.R + gg * c.G, c.B)).ToArray();
        for (var i = 0; i < seen.Length; i++)
            for (var j = 0; j < i; j++)
            {
                var (dr, dg, db) = (seen[i].R - seen[j].R, seen[i].G - seen[j].G, seen[i].B - seen[j].B);
                Assert.InRange(Math.Sqrt(dr * dr + dg * dg + db * db), 0.08, 2);
            }
    }

    private static double Lightness(string hex)
    {
        var y = Luminance(hex);
        return y > 216.0 / 24389 ? 116 * Math.Cbrt(y) - 16 : y * 24389 / 27;
    }

    private static double Contrast(string a, string b)
    {
        var (x, y) = (Luminance(a), Luminance(b));
        return (Math.Max(x, y) + 0.05) / (Math.Min(x, y) + 0.05);
    }

    private static double Luminance(string hex)
    {
        var (r, g, b) = Linear(hex);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    }

    private static (double R, double G, double B) Linear(string hex)
    {
        double At(int i)
        {
            var c = int.Parse(hex.AsSpan(1 + 2 * i, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
            return c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4);
        }
        return (At(0), At(1), At(2));
    }
}
