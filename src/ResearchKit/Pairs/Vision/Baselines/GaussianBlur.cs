using ResearchKit.Imaging;
using TorchSharp;

namespace ResearchKit.Pairs.Vision.Baselines;

/// <summary>The image out of focus. Edges are continued by their outermost pixels. The seed plays no part.</summary>
/// <param name="Sigma">Standard deviation of the Gaussian in pixels, above 0.</param>
public sealed record GaussianBlur(double Sigma = 4) : ImageBaseline
{
    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">Sigma is not positive.</exception>
    public override RgbImage Reject(RgbImage image, long seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Sigma);
        var kernel = Kernel();
        int reach = kernel.Length / 2, w = image.Width, h = image.Height;
        var across = new double[image.Pixels.Length];
        for (var y = 0; y < h; y++)
            for (var x = 0; x < w; x++)
                for (var k = -reach; k <= reach; k++)
                    for (var c = 0; c < 3; c++)
                        across[3 * (y * w + x) + c] += kernel[k + reach] *
                            image.Pixels[3 * (y * w + Math.Clamp(x + k, 0, w - 1)) + c];
        var result = new RgbImage(w, h);
        for (var y = 0; y < h; y++)
            for (var i = 0; i < 3 * w; i++)
            {
                double sum = 0;
                for (var k = -reach; k <= reach; k++)
                    sum += kernel[k + reach] * across[3 * w * Math.Clamp(y + k, 0, h - 1) + i];
                result.Row(y)[i] = (byte)Math.Clamp(Math.Floor(sum + 0.5), 0, 255);
            }
        return result;
    }

    // Three deviations to each side, with the engine's exponential, which is the same on every machine.
    private double[] Kernel()
    {
        var reach = (int)Math.Ceiling(3 * Sigma);
        var exponents = Enumerable.Range(-reach, 2 * reach + 1).Select(d => -d * d / (2 * Sigma * Sigma)).ToArray();
        using var input = torch.tensor(exponents);
        using var values = torch.exp(input);
        var weights = values.data<double>().ToArray();
        var sum = weights.Sum();
        return [.. weights.Select(v => v / sum)];
    }
}
