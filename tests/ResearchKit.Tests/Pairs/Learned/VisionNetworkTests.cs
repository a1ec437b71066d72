using ResearchKit.Imaging;
using ResearchKit.Pairs.Vision.Learned.Networks;
using ResearchKit.TestHost;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Pairs.Learned;

public sealed class VisionNetworkTests
{
    private static readonly Vocabulary Words = new(["ball", "cat", "red", "there"]);

    [Fact]
    public void ShapesAreAsDocumented()
    {
        using var scope = NewDisposeScope();
        var networks = Drawn(1);
        var features = networks.Backbone.EncodeImages([new(64, 64), new(64, 64), new(100, 30)]);
        var texts = Vocabulary.Stack([Words.Encode("red ball"), Words.Encode("cat")]);
        Assert.Equal([3, 96, 8, 8], features.shape);
        Assert.Equal([3, 2], networks.ImageTagger.call(features).shape);
        var read = networks.Detector.EncodeText(texts);
        Assert.Equal([2, 64], read.shape);
        Assert.Equal([3, 2, 64], networks.Detector.Fit(features, read).shape);
        Assert.Equal([2, 4],
            networks.Detector.Sides(features, read, tensor(new long[] { 0, 191 }), tensor(new long[] { 1, 0 })).shape);
        Assert.Equal([3, 128], networks.Clip.EncodeImages(features).shape);
        Assert.All(networks.Clip.EncodeText(texts).square().sum(dim: 1).data<float>()
            .ToArray(), square => Assert.Equal(1, square, 1e-5));
    }

    [Fact]
    public void AnImageAndATextGiveTheSameBitsAloneAndInABatch()
    {
        ManagedOnly.Bits();
        using var scope = NewDisposeScope();
        var networks = Drawn(2);
        RgbImage[] images = [Noise(1), Noise(2), Noise(3)];
        Assert.Equal(networks.Backbone.EncodeImages([images[1]]).data<float>().ToArray(),
            networks.Backbone.EncodeImages(images)[1].data<float>().ToArray());
        // A longer text beside it adds filler, which must not count.
        var alone = networks.Clip.EncodeText(Vocabulary.Stack([Words.Encode("red ball")]))[0].data<float>().ToArray();
        var beside =
            networks.Clip.EncodeText(
                Vocabulary.Stack([Words.Encode("red ball"), Words.Encode("there there there there there cat")]))[0]
                .data<float>().ToArray();
        Assert.All(alone.Zip(beside), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
    }

    [Fact]
    public void TheOrderOfWordsCounts()
    {
        using var scope = NewDisposeScope();
        var networks = Drawn(3);
        var vectors =
            networks.Clip.EncodeText(Vocabulary.Stack([Words.Encode("cat red ball"), Words.Encode("ball red cat")]));
        Assert.True((vectors[0] - vectors[1]).abs().max().item<float>() > 1e-3);
    }

    [Fact]
    public void PixelsRunFromMinusOneToOneInPlanes()
    {
        var image = new RgbImage(64, 64);
        image[3, 2] = new(255, 0, 51);
        using var pixels = Pixels.ToTensor([image]);
        Assert.Equal([1, -1, -0.6f],
            new[] { 0, 1, 2 }.Select(c => pixels[0, c, 2, 3].item<float>()), (a, b) => Math.Abs(a - b) < 1e-6);
        Assert.Equal(-1, pixels[0, 0, 3, 2].item<float>());
    }

    [Fact]
    public void WeightsDependOnTheGeneratorAlone()
    {
        manual_seed(5);
        var first = Drawn(7).Clip.state_dict();
        manual_seed(6);
        var second = Drawn(7).Clip.state_dict();
        Assert.All(first, p => Assert.Equal(p.Value.data<float>().ToArray(), second[p.Key].data<float>().ToArray()));
    }

    private static VisionNetworks Drawn(ulong seed)
    {
        var networks = new VisionNetworks(Words, ["ball", "cat"]);
        networks.Draw(new Generator(seed));
        return networks;
    }

    private static RgbImage Noise(int seed)
    {
        var image = new RgbImage(64, 64);
        new Random(seed).NextBytes(image.Pixels);
        return image;
    }
}
