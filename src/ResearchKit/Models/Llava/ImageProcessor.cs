using ResearchKit.Imaging;
using static TorchSharp.torch;

namespace ResearchKit.Models.Llava;

/// <summary>
/// From an image to the numbers that the tower reads, as CLIP's image processor does with LLaVA's settings: the shorter
/// side is scaled to the model's size (bicubic), the middle is cut out, and each channel loses its mean and is divided
/// by its standard deviation.
/// </summary>
/// <param name="Size">Side of the square in pixels.</param>
public sealed record ImageProcessor(int Size)
{
    private static readonly double[] Mean = [0.48145466, 0.4578275, 0.40821073];
    private static readonly double[] Deviation = [0.26862954, 0.26130258, 0.27577711];

    /// <summary>The images as <c>[images, 3, size, size]</c>.</summary>
    public Tensor Pixels(IReadOnlyList<RgbImage> images)
    {
        var plane = Size * Size;
        var values = new float[images.Count * 3 * plane];
        for (var n = 0; n < images.Count; n++)
        {
            var pixels = Square(images[n]).Pixels;
            for (var i = 0; i < plane; i++)
                for (var c = 0; c < 3; c++)
                    values[(n * 3 + c) * plane + i] = (float)((pixels[3 * i + c] / 255.0 - Mean[c]) / Deviation[c]);
        }
        return tensor(values).view(images.Count, 3, Size, Size);
    }

    /// <summary>The square that the model sees.</summary>
    public RgbImage Square(RgbImage image)
    {
        if (image.Width == Size && image.Height == Size) return image;
        var shorter = Math.Min(image.Width, image.Height);
        int width = Scaled(image.Width), height = Scaled(image.Height);
        var scaled = shorter == Size ? image : image.Resize(width, height);
        return scaled.Crop(new Box((width - Size) / 2, (height - Size) / 2, Size, Size));

        int Scaled(int side) => side == shorter ? Size : (int)((long)side * Size / shorter);
    }
}
