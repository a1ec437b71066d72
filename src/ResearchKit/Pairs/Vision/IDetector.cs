using ResearchKit.Imaging;

namespace ResearchKit.Pairs.Vision;

/// <summary>Finds what a text names: the stage that GroundingDINO has in AdaViP, Eq. 6.</summary>
public interface IDetector
{
    /// <summary>The box around one object that <paramref name="tag"/> names; null if there is none.</summary>
    Box? Detect(RgbImage image, string tag);
}
