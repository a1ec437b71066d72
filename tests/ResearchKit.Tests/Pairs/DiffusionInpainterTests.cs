using ResearchKit.Imaging;
using ResearchKit.Pairs.Vision.Inpainting;

namespace ResearchKit.Tests.Pairs;

public sealed class DiffusionInpainterTests
{
    // A plane solves Laplace's equation: with a plane around the mask, the plane goes on inside it.
    [Theory]
    [InlineData(60, 40, 30)]
    [InlineData(500, 400, 350)] // 122,500 pixels: solved from coarse to fine
    public void APlaneGoesOn(int width, int height, int side)
    {
        var image = new RgbImage(width, height);
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
                image[x, y] =
                    new((byte)(20 + 200 * x / width), (byte)(30 + 180 * y / height),
                        (byte)(10 + 100 * x / width + 100 * y / height));
        var mask = Mask.Of(new(20, 5, side, side), width, height);
        var damaged = image.Clone();
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
                if (mask[x, y]) damaged[x, y] = new(255, 0, 255);
        var filled = new DiffusionInpainter().Inpaint(damaged, mask);
        for (var i = 0; i < image.Pixels.Length; i++) Assert.InRange(filled.Pixels[i] - image.Pixels[i], -2, 2);
        Assert.Equal(0, Similarity.L1(filled, image, mask.Not()));
    }

    // Without a rim at the image's edge, what is known goes on to it: 60 stays 60.
    [Fact]
    public void AMaskAtTheEdgeIsFilledFromItsOtherSide()
    {
        var image = new RgbImage(300, 300);
        image.Fill(new(60, 70, 80));
        var mask = Mask.Of(new(0, 0, 299, 300), 300, 300);
        var filled =
            new DiffusionInpainter().Inpaint(
                new(300, 300, [.. image.Pixels.Select((b, i) => mask[i / 3 % 300, i / 900] ? (byte)255 : b)]), mask);
        Assert.Equal(image.Pixels, filled.Pixels);
    }
}
