using ResearchKit.Datasets;
using ResearchKit.Imaging;
using TorchSharp;

namespace ResearchKit.Pairs.Vision.Baselines;

/// <summary>
/// The forward diffusion of VCD and POVID: beta_t rises as a sigmoid from 0.00001 to 0.005 over 1000 steps; after t
/// steps an image is sqrt(a_t) x + sqrt(1 - a_t) e, with a_t the product of 1 - beta and e standard normal.
/// </summary>
public static class NoiseSchedule
{
    /// <summary>Number of steps.</summary>
    public const int Steps = 1000;

    // CLIP's normalization, in which the noise is added: mean and deviation per channel.
    private static readonly double[] Mean = [0.48145466, 0.4578275, 0.40821073],
        Deviation = [0.26862954, 0.26130258, 0.27577711];

    /// <summary>The share of the image's variance that is left after <paramref name="step"/> steps: a_t, 1 at step
    /// 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The step is not from 0 to 1000.</exception>
    public static double Remaining(int step)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(step, Steps);
        // The engine's sigmoid: the C runtime's exponential differs between machines.
        using var at = torch.linspace(-6, 6, Steps, torch.float64);
        using var sigmoid = torch.sigmoid(at);
        var product = 1.0;
        foreach (var s in sigmoid.data<double>().ToArray().AsSpan(0, step))
            product *= 1 - (s * (0.005 - 0.00001) + 0.00001);
        return product;
    }

    /// <summary>The image after so many steps, back in bytes, where <paramref name="where"/> holds (null:
    /// everywhere).</summary>
    internal static RgbImage Apply(RgbImage image, int step, long seed, Mask? where = null)
    {
        if (where is not null && (where.Width != image.Width || where.Height != image.Height))
            throw new ArgumentException(
                $"a region of {where.Width} x {where.Height} does not fit an image of {image.Width} x {image.Height}");
        var left = Remaining(step);
        double keep = Math.Sqrt(left), add = Math.Sqrt(1 - left);
        using var normal = torch.randn(image.Pixels.Length, torch.float64, generator: new SeededDraws(seed).Generator);
        var noise = normal.data<double>().ToArray();
        var result = image.Clone();
        for (var i = 0; i < noise.Length; i++)
        {
            int pixel = i / 3, c = i % 3;
            if (where is not null && !where[pixel % image.Width, pixel / image.Width]) continue;
            var x = keep * (image.Pixels[i] / 255.0 - Mean[c]) / Deviation[c] + add * noise[i];
            result.Pixels[i] = (byte)Math.Clamp(Math.Floor(255 * (x * Deviation[c] + Mean[c]) + 0.5), 0, 255);
        }
        return result;
    }
}
