using ResearchKit.Imaging;
using static TorchSharp.torch;

namespace ResearchKit.Pairs.Vision.Learned.Networks;

/// <summary>Images as the networks see them.</summary>
public static class Pixels
{
    /// <summary>Width and height that the networks are made for.</summary>
    public const int Side = 64;

    /// <summary>The images as one tensor; each is resized to 64 x 64 if it has another size.</summary>
    /// <returns><c>[images, 3, 64, 64]</c> of float32 between -1 and 1.</returns>
    public static Tensor ToTensor(IReadOnlyList<RgbImage> images)
    {
        const int plane = Side * Side;
        var values = new float[images.Count * 3 * plane];
        for (var n = 0; n < images.Count; n++)
        {
            var image = images[n];
            if (image.Width != Side || image.Height != Side) image = image.Resize(Side, Side, Interpolation.Bilinear);
            for (var i = 0; i < plane; i++)
                for (var c = 0; c < 3; c++)
                    values[(3 * n + c) * plane + i] = image.Pixels[3 * i + c] / 127.5f - 1;
        }
        return tensor(values, [images.Count, 3, Side, Side]);
    }
}
