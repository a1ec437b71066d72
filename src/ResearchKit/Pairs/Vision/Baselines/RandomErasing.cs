using ResearchKit.Datasets;
using ResearchKit.Imaging;

namespace ResearchKit.Pairs.Vision.Baselines;

/// <summary>
/// A random box of the image painted over with the image's mean color (Zhong et al. 2017, arXiv 1708.04896). Whether
/// it hides what is asked about is chance.
/// </summary>
/// <param name="Least">Smallest share of the area that is erased, above 0.</param>
/// <param name="Most">Largest share, at most 1.</param>
public sealed record RandomErasing(double Least = 0.05, double Most = 0.25) : ImageBaseline
{
    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">The shares are not 0 &lt; Least &lt;= Most &lt;= 1.</exception>
    public override RgbImage Reject(RgbImage image, long seed)
    {
        var draws = new SeededDraws(seed);
        var box = RandomBox.Draw(image, Least, Most, draws);
        var pixels = image.Width * image.Height;
        var sums = new long[3];
        for (var i = 0; i < 3 * pixels; i++) sums[i % 3] += image.Pixels[i];
        var mean = new Rgb(Mean(0), Mean(1), Mean(2));
        var result = image.Clone();
        for (var y = box.Y; y < box.Bottom; y++)
            for (var x = box.X; x < box.Right; x++) result[x, y] = mean;
        return result;

        byte Mean(int channel) => (byte)((sums[channel] + pixels / 2) / pixels);
    }
}
