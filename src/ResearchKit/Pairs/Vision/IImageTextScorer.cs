using ResearchKit.Imaging;

namespace ResearchKit.Pairs.Vision;

/// <summary>Says how well a sentence fits a picture: the stage that CLIP has in AdaViP, Eq. 9.</summary>
public interface IImageTextScorer
{
    /// <summary>The fit; higher is better. Values of one scorer compare with one another, not with another's.</summary>
    double Score(RgbImage image, string sentence);
}
