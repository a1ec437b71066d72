using ResearchKit.Imaging;

namespace ResearchKit.Tests.Imaging;

public sealed class RunLengthsTests
{
    // 3 x 3, the center: 4 pixels before it down the columns, 1, 4 after it. Each below 16: one character, '0' + n.
    [Fact]
    public void TheCenterOfNinePixels()
    {
        var mask = new Mask(3, 3) { [1, 1] = true };
        Assert.Equal([4, 1, 4], RunLengths.Of(mask));
        Assert.Equal("414", RunLengths.Write([4, 1, 4]));
    }

    // 20 = 10100 in binary has its fifth bit set, the sign of a last group: a group of zeros follows; 20 + 32 + '0' =
    // 'd'. From the fourth on differences count: 7 - 9 = -2 = 11110, 'N'.
    [Theory]
    [InlineData("d0", 20)]
    [InlineData("0", 0)]
    [InlineData("P6", 192)]
    [InlineData("591N", 5, 9, 1, 7)]
    public void TextsByHand(string text, params int[] counts)
    {
        Assert.Equal(text, RunLengths.Write(counts));
        Assert.Equal(counts, RunLengths.Read(text));
    }

    [Fact]
    public void AnyMaskComesBack()
    {
        var random = new Random(1);
        for (var round = 0; round < 200; round++)
        {
            var mask = new Mask(random.Next(1, 40), random.Next(1, 40));
            var density = random.NextDouble();
            for (var y = 0; y < mask.Height; y++)
                for (var x = 0; x < mask.Width; x++) mask[x, y] = random.NextDouble() < density;
            var back =
                RunLengths.ToMask(RunLengths.Read(RunLengths.Write(RunLengths.Of(mask))), mask.Width, mask.Height);
            for (var y = 0; y < mask.Height; y++) Assert.True(mask.Row(y).SequenceEqual(back.Row(y)));
        }
    }

    [Theory]
    [InlineData("d")]        // more is promised
    [InlineData("4 4")]
    [InlineData("N")]        // -2 pixels
    [InlineData("ooooooo1")] // too long a number
    public void ABrokenTextIsAFormatError(string text) => Assert.Throws<FormatException>(() => RunLengths.Read(text));

    [Theory]
    [InlineData(4, 1)]
    [InlineData(4, 1, 5)]
    [InlineData(4, -1, 6)]
    public void CountsThatDoNotFitAreAFormatError(params int[] counts) =>
    Assert.Throws<FormatException>(() => RunLengths.ToMask(counts, 3, 3));
}
