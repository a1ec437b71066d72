using ResearchKit.Imaging;

namespace ResearchKit.Pairs.Vision.Baselines;

/// <summary>Another way to make a rejected image than to remove an object: what AdaViP compares itself with.</summary>
public abstract record ImageBaseline
{
    /// <summary>The rejected image; as large as the original, which stays as it is.</summary>
    /// <param name="image">The original.</param>
    /// <param name="seed">The same seed gives the same image. From 0 to 2^28 - 1.</param>
    public abstract RgbImage Reject(RgbImage image, long seed);
}
