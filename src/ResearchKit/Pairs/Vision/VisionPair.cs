using ResearchKit.Imaging;

namespace ResearchKit.Pairs.Vision;

/// <summary>An image, everything that was tried on it, and which attempt became the rejected image.</summary>
/// <param name="Preferred">The original, I_w.</param>
/// <param name="Sentences">The preferred response in self-contained sentences.</param>
/// <param name="Tags">What the tagger named, in its order.</param>
/// <param name="Skipped">Tags without a candidate: the detector found nothing, or the segmenter no pixel.</param>
/// <param name="Candidates">One per remaining tag, in the order of the tags.</param>
/// <param name="Choice">Index of the candidate with the lowest score; among equals the first.</param>
public sealed record VisionPair(
    RgbImage Preferred, IReadOnlyList<string> Sentences, IReadOnlyList<string> Tags, IReadOnlyList<string> Skipped,
    IReadOnlyList<VisionCandidate> Candidates, int Choice)
{
    /// <summary>The candidate that was chosen.</summary>
    public VisionCandidate Chosen => Candidates[Choice];

    /// <summary>The vision-rejected image, I_l.</summary>
    public RgbImage Rejected => Chosen.Image;
}
