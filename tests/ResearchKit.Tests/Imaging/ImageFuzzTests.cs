using ResearchKit.Imaging;

namespace ResearchKit.Tests.Imaging;

/// <summary>Damaged files: an image or an <see cref="ImageException"/>, never anything else, never without
/// end.</summary>
public sealed class ImageFuzzTests
{
    private const int Mutations = 100_000;

    [Fact]
    public void DamagedFilesGiveAnImageOrAnImageException()
    {
        var originals = ImageFixtures.All.Select(File.ReadAllBytes).ToArray();
        int decoded = 0, rejected = 0;
        Parallel.For(0, Mutations, n =>
        {
            var random = new Random(n);
            var bytes = Mutate((byte[])originals[n % originals.Length].Clone(), random);
            try
            {
                ImageFile.Decode(bytes);
                Interlocked.Increment(ref decoded);
            }
            catch (ImageException)
            {
                Interlocked.Increment(ref rejected);
            }
        });
        Assert.Equal(Mutations, decoded + rejected);
        Assert.True(decoded > 1000 && rejected > 1000,
            $"{decoded} decoded, {rejected} rejected: the mutations miss the decoders");
    }

    private static byte[] Mutate(byte[] bytes, Random random)
    {
        for (var i = random.Next(1, 6); i > 0; i--)
        {
            var at = random.Next(bytes.Length);
            switch (random.Next(4))
            {
                case 0: bytes[at] = (byte)random.Next(256); break;
                case 1: bytes[at] ^= (byte)(1 << random.Next(8)); break;
                case 2: bytes[at] = random.Next(2) == 0 ? (byte)0 : (byte)255; break;
                default:
                    bytes.AsSpan(at, Math.Min(bytes.Length - at, random.Next(1, 9))).Fill((byte)random.Next(256));
                    break;
            }
        }
        if (bytes[0] == 0x89 && random.Next(4) > 0) PngChecksums.Mend(bytes);
        return random.Next(10) == 0 ? bytes[..random.Next(bytes.Length)] : bytes;
    }
}
