using ResearchKit.Imaging;

namespace ResearchKit.Pairs.Vision.Baselines;

/// <summary>The image after some steps of forward diffusion, as in VCD (Leng et al. 2023) and POVID (Zhou et al.
/// 2024).</summary>
/// <param name="Step">From 0 (the original) to 1000 (<see cref="NoiseSchedule"/>); both papers use 500.</param>
public sealed record DiffusionNoise(int Step = 500) : ImageBaseline
{
    /// <inheritdoc/>
    public override RgbImage Reject(RgbImage image, long seed) => NoiseSchedule.Apply(image, Step, seed);
}
