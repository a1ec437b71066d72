using ResearchKit.Imaging;

namespace ResearchKit.Pairs.Vision;

/// <summary>An image that lacks one object, and how it was made.</summary>
/// <param name="Tag">What was removed, in the tagger's word.</param>
/// <param name="Box">Where the detector found it.</param>
/// <param name="Mask">The pixels that the segmenter gave it.</param>
/// <param name="Repainted">The mask dilated: the only pixels that may differ from the original.</param>
/// <param name="Image">The image without it.</param>
/// <param name="Scores">Fit of each sentence of the response to <paramref name="Image"/>.</param>
public sealed record VisionCandidate(string Tag, Box Box, Mask Mask, Mask Repainted, RgbImage Image,
    IReadOnlyList<double> Scores)
{
    /// <summary>The sum over the sentences: Score_i of Eq. 9.</summary>
    public double Score => Scores.Sum();
}
