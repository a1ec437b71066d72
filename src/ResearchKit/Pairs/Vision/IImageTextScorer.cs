using ResearchKit.Imaging;

namespace ResearchKit.Pairs.Vision;

/// <summary>Says how well a sentence fits an image: the stage that CLIP has in AdaViP, Eq. 9.</summary>
public interface IImageTextScorer
{
    /// <summary>The fit; higher is better. Values of one scorer compare with one another, not with another's.</summary>
    double Score(RgbImage image, string sentence);

    /// <summary>The fit of each sentence; scorers that look at the image once for all of them override it.</summary>
    IReadOnlyList<double> Scores(RgbImage image, IReadOnlyList<string> sentences) =>
        [.. sentences.Select(s => Score(image, s))];
}
