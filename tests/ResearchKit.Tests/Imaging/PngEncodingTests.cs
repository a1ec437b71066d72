using System.IO.Compression;
using ResearchKit.Imaging;
using ResearchKit.Imaging.Png;

namespace ResearchKit.Tests.Imaging;

public sealed class PngEncodingTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 3)]
    [InlineData(300, 200)]
    public void AnImageComesBackFromItsPng(int width, int height)
    {
        var image = new RgbImage(width, height);
        new Random(1).NextBytes(image.Pixels);
        image.Pixels.AsSpan(0, image.Pixels.Length / 2).Fill(77);
        var back = ImageFile.Decode(PngEncoder.Encode(image));
        Assert.Equal((width, height), (back.Width, back.Height));
        Assert.Equal(image.Pixels, back.Pixels);
    }

    // The base library's inflater is the independent reader of our compressed bytes.
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(258)]
    [InlineData(100_000)]
    public void DeflatedBytesInflateToThemselves(int length)
    {
        var random = new Random(length);
        var bytes = new byte[length];
        for (var i = 0; i < length; i++) // repeats at all distances, near and far, and some noise
            bytes[i] = i > 40 && random.Next(20) > 0 ? bytes[i - 1 - random.Next(Math.Min(i - 1, 40)) % 40]
                : (byte)random.Next(256);
        using var inflater = new ZLibStream(new MemoryStream(Deflate.ZLib(bytes)), CompressionMode.Decompress);
        using var back = new MemoryStream();
        inflater.CopyTo(back);
        Assert.Equal(bytes, back.ToArray());
    }

    [Fact]
    public void AFlatImageBecomesSmall()
    {
        var image = new RgbImage(640, 480);
        image.Fill(new(10, 200, 30));
        Assert.InRange(PngEncoder.Encode(image).Length, 1, 10_000); // 921,600 bytes of pixels
    }

    [Fact]
    public void AFailedSaveLeavesTheOldFile()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var path = Path.Combine(folder.FullName, "a.png");
            ImageFile.Save(new(2, 2), path);
            var before = File.ReadAllBytes(path);
            // the unfinished file cannot be made
            Directory.CreateDirectory($"{path}.{Environment.MachineName}-{Environment.ProcessId}.tmp");
            var error = Assert.Throws<FileWriteException>(() => ImageFile.Save(new(3, 3), path));
            Assert.Contains($"cannot write {path}", error.Message);
            Assert.Equal(before, File.ReadAllBytes(path));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
