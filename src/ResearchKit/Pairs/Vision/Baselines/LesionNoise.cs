using ResearchKit.Imaging;

namespace ResearchKit.Pairs.Vision.Baselines;

/// <summary>Diffusion noise in one region alone, as MMedPO (Zhu et al. 2024) lays on lesions; the rest stays as it
/// is.</summary>
/// <param name="Region">Where; as large as the image.</param>
/// <param name="Step">From 0 (the original) to 1000 (<see cref="NoiseSchedule"/>).</param>
public sealed record LesionNoise(Mask Region, int Step = 500) : ImageBaseline
{
    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The region is not as large as the image.</exception>
    public override RgbImage Reject(RgbImage image, long seed) => NoiseSchedule.Apply(image, Step, seed, Region);
}
