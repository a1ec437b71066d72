using System.Buffers.Binary;
using System.Text.RegularExpressions;
using ResearchKit.Figures.Fonts;

namespace ResearchKit.Figures.Tests;

public sealed partial class FontSubsetTests
{
    private static byte[] Whole => TrueTypeFont.File("LiberationSans-Regular.ttf");

    // Letters, one with an accent (made of parts), a digit, a minus sign, Greek, a blank, and one that is missing.
    private const string Text = "Aé1−βπ 漢";

    [Fact]
    public void CharactersLookAsInTheWholeFont()
    {
        var (whole, part) = (new TrueTypeFont(Whole), new TrueTypeFont(FontSubset.Of(Whole, Text.Select(c => (int)c))));
        Assert.Equal(whole.UnitsPerEm, part.UnitsPerEm);
        foreach (var c in Text[..^1])
        {
            Assert.Equal(whole.Glyph(c), part.Glyph(c));
            Assert.Equal(whole.Advance(whole.Glyph(c)), part.Advance(part.Glyph(c)));
            Assert.Equal(whole.Outline(whole.Glyph(c)), part.Outline(part.Glyph(c)));
        }
        Assert.Equal(0, part.Glyph('漢'));
    }

    [Fact]
    public void OtherCharactersAreLeftOut()
    {
        var file = FontSubset.Of(Whole, Text.Select(c => (int)c));
        Assert.Equal(0, new TrueTypeFont(file).Glyph('B'));
        Assert.True(file.Length < Whole.Length / 10, $"{file.Length} of {Whole.Length} bytes");
    }

    [Fact]
    public void AllWordsOfTheFileAddUpToTheSpecificationsNumber()
    {
        var file = FontSubset.Of(Whole, [65, 66]);
        Assert.Equal(0, file.Length % 4);
        var sum = Enumerable.Range(0, file.Length / 4)
            .Aggregate(0u, (total, i) => total + BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(4 * i)));
        Assert.Equal(0xB1B0AFBA, sum);
    }

    [Fact]
    public void ADrawingForPrintCarriesTheFontsOfItsTexts()
    {
        var figure = new Figure("font", "Headline").Line("β", [0, 1], [0, 1]).Line("γ", [0, 1], [1, 0]);
        Assert.DoesNotContain("@font-face", figure.ToSvg());
        var svg = figure.ForPaper(PaperColumn.Single).ToSvg();
        var font = new TrueTypeFont(Convert.FromBase64String(FontData().Match(svg).Groups[1].Value));
        Assert.All("βγ01", c => Assert.NotEqual(0, font.Glyph(c)));
        Assert.Equal(0, font.Glyph('H'));
    }

    [GeneratedRegex("font-weight:normal;src:url\\(data:font/ttf;base64,([^)]*)\\)")]
    private static partial Regex FontData();
}
