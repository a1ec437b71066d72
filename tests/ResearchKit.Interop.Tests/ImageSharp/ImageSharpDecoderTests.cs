using System.Buffers.Binary;
using System.Text;
using ResearchKit.Imaging;
using ResearchKit.Interop.ImageSharp;

namespace ResearchKit.Interop.Tests.ImageSharp;

public sealed class ImageSharpDecoderTests
{
    private static readonly ImageSharpDecoder Decoder = new();

    [Theory]
    [InlineData("lossless.webp", "source.ppm")]
    [InlineData("plain.bmp", "source.ppm")]
    [InlineData("run-length.tga", "source.ppm")]
    [InlineData("raw.tiff", "source.ppm")]
    [InlineData("lzw.tiff", "source.ppm")]
    [InlineData("deflate.tiff", "source.ppm")]
    [InlineData("packbits.tiff", "source.ppm")]
    [InlineData("turned.tiff", "turned.ppm")]
    [InlineData("fax-white.tiff", "fax.ppm")]
    [InlineData("fax-black.tiff", "fax.ppm")]
    [InlineData("fax-3.tiff", "fax.ppm")]
    [InlineData("palette.bmp", "palette.ppm")]
    [InlineData("gray.tga", "gray.ppm")]
    [InlineData("two-frames.gif", "two-frames.ppm")]
    [InlineData("alpha.webp", "alpha.ppm")]
    [InlineData("alpha.tga", "alpha.ppm")]
    public void LosslessFilesHaveThePixelsThatPillowReads(string name, string reference) =>
        AssertClose(Fixtures.Ppm(reference), Decoder.Decode(Fixtures.Bytes(name), out _),
            name.StartsWith("alpha", StringComparison.Ordinal) ? 1 : 0);

    /// <summary>Exif's orientation 6: what was stored as 37 x 29 is shown as 29 x 37.</summary>
    [Fact]
    public void TheTurnIsToldBesideTheTurnedImage()
    {
        var image = Decoder.Decode(Fixtures.Bytes("turned.tiff"), out var turn);
        Assert.Equal((new Turn(6, 37, 29), 29, 37), (turn, image.Width, image.Height));
    }

    [Fact]
    public void LossyWebpHasThePixelsOfLibwebp() =>
        AssertClose(Fixtures.Ppm("lossy.ppm"), Decoder.Decode(Fixtures.Bytes("lossy.webp"), out _), 0);

    [Fact]
    public void AnAnimatedWebpIsAnErrorThatSaysSo()
    {
        var error = Assert.Throws<ImageException>(() => Decoder.Decode(Fixtures.Bytes("two-frames.webp"), out _));
        Assert.Equal("WebP: animations are not read; save one frame as an image of its own", error.Message);
    }

    [Fact]
    public void OnlyFilesOfItsFormatsAreAccepted()
    {
        foreach (var file in Fixtures.Files) Assert.True(Decoder.Accepts(File.ReadAllBytes(file)), file);
        foreach (var other in (string[])["", "BMW is no bitmap, although it begins like one", "RIFF....WAVEfmt ",
            "plain text of some length"])
            Assert.False(Decoder.Accepts(Encoding.ASCII.GetBytes(other)), other);
        Assert.False(Decoder.Accepts(new byte[100]));
        Assert.False(Decoder.Accepts([0xFF, 0xD8, 0xFF, .. new byte[30]])); // JPEG stays ours
    }

    [Theory]
    [InlineData("plain.bmp", 18, 22, "BMP: 60000 x 60000 pixels are more than we read (134217728)")]
    [InlineData("plain.bmp", 18, 22, "BMP: the file is cut short; it should have 192000054 bytes and has 3302", 8000)]
    [InlineData("two-frames.gif", 6, 8, "GIF: the file is too short for 8000 x 8000 pixels", 8000)]
    [InlineData("run-length.tga", 12, 14, "TGA: 12000 x 12000 pixels are more than we read (134217728)", 12000)]
    public void AHugeClaimIsRejectedBeforeAnythingIsDecoded(string name, int widthAt, int heightAt, string message,
        int side = 60000)
    {
        var file = Fixtures.Bytes(name);
        foreach (var at in (int[])[widthAt, heightAt])
            BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(at), (ushort)side);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(message, Assert.Throws<ImageException>(() => Decoder.Decode(file, out _)).Message);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10_000_000);
    }

    [Theory]
    [InlineData("lossless.webp")]
    [InlineData("lossy.webp")]
    [InlineData("deflate.tiff")]
    [InlineData("plain.bmp")]
    [InlineData("run-length.tga")]
    [InlineData("two-frames.gif", 300)]
    public void ACutFileIsAnImageException(string name, int? length = null)
    {
        var file = Fixtures.Bytes(name);
        var error =
            Assert.Throws<ImageException>(() => Decoder.Decode(file.AsSpan(0, length ?? file.Length / 2), out _));
        Assert.Matches("^(WebP|TIFF|BMP|TGA|GIF): .+", error.Message);
    }

    /// <summary>Whatever is damaged: an image or an <see cref="ImageException"/>, never anything else, never without
    /// end.</summary>
    [Fact]
    public void DamagedFilesGiveAnImageOrAnImageException()
    {
        const int mutations = 20_000;
        var originals = Fixtures.Files.Select(File.ReadAllBytes).ToArray();
        int decoded = 0, rejected = 0;
        Parallel.For(0, mutations, n =>
        {
            var random = new Random(n);
            var bytes = (byte[])originals[n % originals.Length].Clone();
            for (var i = random.Next(1, 6); i > 0; i--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            if (random.Next(10) == 0) bytes = bytes[..random.Next(bytes.Length)];
            try
            {
                Decoder.Decode(bytes, out _);
                Interlocked.Increment(ref decoded);
            }
            catch (ImageException)
            {
                Interlocked.Increment(ref rejected);
            }
        });
        Assert.Equal(mutations, decoded + rejected);
        Assert.True(decoded > 1000 && rejected > 1000,
            $"{decoded} decoded, {rejected} rejected: the mutations miss the decoders");
    }

    [Fact]
    public void ImageFileUsesItOnceItIsRegistered()
    {
        ImageDecoders.Register(Decoder);
        ImageDecoders.Register(new ImageSharpDecoder());
        Assert.Equal(["PNG", "JPEG", "WebP", "GIF", "BMP", "TIFF", "TGA"], ImageDecoders.Formats);
        Assert.Equal(Fixtures.Ppm("source.ppm").Pixels,
            ImageFile.Load(Path.Combine(Fixtures.Folder, "lossless.webp")).Pixels);
        var error = Assert.Throws<ImageException>(() => ImageFile.Decode("no image"u8));
        Assert.Equal(
            "the file is of none of the formats PNG, JPEG, WebP, GIF, BMP, TIFF, TGA; convert it to one of them first",
            error.Message);
    }

    private static void AssertClose(RgbImage expected, RgbImage actual, int levels)
    {
        Assert.Equal((expected.Width, expected.Height), (actual.Width, actual.Height));
        Assert.InRange(expected.Pixels.Zip(actual.Pixels, (e, a) => Math.Abs(e - a)).Max(), 0, levels);
    }
}
