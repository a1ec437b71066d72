using ResearchKit.Imaging;

namespace ResearchKit.Tests.Imaging;

public sealed class ImageDecodingTests
{
    public static TheoryData<string> Jpegs =>
        [.. ImageFixtures.All.Where(f => f.EndsWith("jpg")).Select(f => Path.GetFileName(f))];

    public static TheoryData<string> Pngs =>
        [.. ImageFixtures.All.Where(f => f.EndsWith("png")).Select(f => Path.GetFileName(f))];

    // The product of two inks is rounded, and there is more than one way to.
    [Theory, MemberData(nameof(Jpegs))]
    public void AJpegDecodesToThePixelsOfLibjpegExactly(string name) =>
    SameAsReference(name, name.Contains("cmyk") || name.Contains("ycck") ? 1 : 0);

    // ImageMagick composes alpha in floating point: its rounding may differ from ours by one level.
    [Theory, MemberData(nameof(Pngs))]
    public void APngDecodesToItsPixelsOverWhite(string name) =>
    SameAsReference(name, name.Contains("alpha") || name.Contains("rgba") ? 1 : 0);

    // ImageMagick turned the source into inks, which loses nothing, and then into a JPEG file, which does.
    [Fact]
    public void ACmykFileOfAnotherProgramShowsWhatItWasMadeFrom()
    {
        var source = ImageFixtures.ReadPpm(Path.Combine(ImageFixtures.Folder, "source.ppm"));
        var decoded = ImageFile.Load(Path.Combine(ImageFixtures.Folder, "cmyk-imagemagick.jpg"));
        Assert.Equal((source.Width, source.Height), (decoded.Width, decoded.Height));
        Assert.InRange(Similarity.L1(source, decoded), 0, 6);
    }

    [Fact]
    public void AKindThatWeDoNotReadIsRejectedByName()
    {
        var bytes = ImageFixtures.Bytes("baseline-1x1.jpg");
        bytes[bytes.AsSpan().IndexOf<byte>([0xFF, 0xC0]) + 1] = 0xC3;
        Assert.Contains("lossless", Assert.Throws<ImageException>(() => ImageFile.Decode(bytes)).Message);
    }

    [Fact]
    public void AFileOfAnotherKindIsRejected() =>
        Assert.Contains("none of the formats",
            Assert.Throws<ImageException>(() => ImageFile.Decode("GIF89a"u8)).Message);

    // Where pixel (0, 0) of the stored image is shown, for each orientation (Exif 2.3, table of tag 0x0112).
    [Theory]
    [InlineData(1, 45, 35, 0, 0)]
    [InlineData(2, 45, 35, 44, 0)]
    [InlineData(3, 45, 35, 44, 34)]
    [InlineData(4, 45, 35, 0, 34)]
    [InlineData(5, 35, 45, 0, 0)]
    [InlineData(6, 35, 45, 34, 0)]
    [InlineData(7, 35, 45, 34, 44)]
    [InlineData(8, 35, 45, 0, 44)]
    public void ExifOrientationIsHonored(int orientation, int width, int height, int x, int y)
    {
        var stored = ImageFile.Decode(ImageFixtures.Bytes("baseline-1x1.jpg"));
        var shown =
            ImageFile.Decode(ImageFixtures.WithOrientation(ImageFixtures.Bytes("baseline-1x1.jpg"), orientation));
        Assert.Equal((width, height), (shown.Width, shown.Height));
        Assert.Equal(stored[0, 0], shown[x, y]);
        // The neighbor to the right in the stored image lies where the turn or the mirror puts it.
        var (dx, dy) = orientation switch
        {
            1 or 4 => (1, 0),
            2 or 3 => (-1, 0),
            5 or 6 => (0, 1),
            _ => (0, -1),
        };
        Assert.Equal(stored[9, 0], shown[x + 9 * dx, y + 9 * dy]);
    }

    [Theory]
    [InlineData("baseline-2x2.jpg")]
    [InlineData("png-rgb8.png")]
    public void AFileThatIsCutInTheMiddleIsAnError(string name)
    {
        var bytes = ImageFixtures.Bytes(name);
        Assert.Throws<ImageException>(() => ImageFile.Decode(bytes.AsSpan(0, bytes.Length / 2)));
    }

    [Fact]
    public void ASmallJpegThatClaimsAHugeImageAllocatesNothing()
    {
        var bytes = ImageFixtures.Bytes("baseline-1x1.jpg");
        var frame = bytes.AsSpan().IndexOf<byte>([0xFF, 0xC0]);
        // 11,000 a side
        (bytes[frame + 5], bytes[frame + 6], bytes[frame + 7], bytes[frame + 8]) = (0x2A, 0xF8, 0x2A, 0xF8);
        Rejected(bytes);
    }

    [Fact]
    public void ASmallPngThatClaimsAHugeImageAllocatesNothing()
    {
        var bytes = ImageFixtures.Bytes("png-rgb8.png");
        (bytes[18], bytes[19], bytes[22], bytes[23]) = (0x2A, 0xF8, 0x2A, 0xF8);
        PngChecksums.Mend(bytes);
        Rejected(bytes);
    }

    private static void Rejected(byte[] bytes)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("too short", Assert.Throws<ImageException>(() => ImageFile.Decode(bytes)).Message);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1 << 20);
    }

    private static void SameAsReference(string name, int tolerance)
    {
        var expected = ImageFixtures.ReadPpm(Path.Combine(ImageFixtures.Folder, Path.ChangeExtension(name, ".ppm")));
        var actual = ImageFile.Load(Path.Combine(ImageFixtures.Folder, name));
        Assert.Equal((expected.Width, expected.Height), (actual.Width, actual.Height));
        var worst = expected.Pixels.Zip(actual.Pixels, (a, b) => Math.Abs(a - b)).Max();
        Assert.True(worst <= tolerance, $"{name}: a sample differs by {worst}");
    }
}
