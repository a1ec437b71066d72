using ResearchKit.Imaging;

namespace ResearchKit.Pairs.Vision.Baselines;

/// <summary>One augmentation in the bag of <see cref="PromptAwareAugmentation"/>.</summary>
/// <param name="Augmentation">How the image was made.</param>
/// <param name="Image">The image.</param>
/// <param name="Similarity">Cosine between its embedding and the original's.</param>
/// <param name="Distinctness">How much of what the prompt asks about is lost: the original's fit minus its own.</param>
/// <param name="Weight">Its weight in the bag; the weights sum to 1, those of dropped images are 0.</param>
public sealed record AugmentationCandidate(ImageBaseline Augmentation, RgbImage Image, double Similarity,
    double Distinctness, double Weight);
