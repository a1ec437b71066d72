using ResearchKit.Imaging;

namespace ResearchKit.Pairs.Vision;

/// <summary>
/// Builds vision-rejected images (AdaViP, arXiv 2504.15619, Eq. 5-9 and Algorithm 1): recognize, find, segment and
/// remove each object in turn, and keep the image that the preferred response fits least.
/// </summary>
/// <param name="pipeline">The five stages.</param>
/// <param name="dilation">Pixels by which masks are widened before removal, so that no rim of the object stays.</param>
public sealed class VisionPairBuilder(VisionPipeline pipeline, int dilation = 2)
{
    /// <summary>The pair of an image and the preferred response.</summary>
    /// <param name="image">The original.</param>
    /// <param name="sentences">The response, split into sentences that can be understood alone.</param>
    /// <returns>The pair, or null if no object can be removed.</returns>
    /// <exception cref="ArgumentException">There is no sentence.</exception>
    public VisionPair? Build(RgbImage image, IReadOnlyList<string> sentences)
    {
        if (sentences.Count == 0)
            throw new ArgumentException("a response without sentences ranks no candidates", nameof(sentences));
        var tags = pipeline.ImageTagger.Tag(image);
        var found = new List<FoundObject>();
        var skipped = new List<string>();
        foreach (var tag in tags)
        {
            if (Find(image, tag) is { } there) found.Add(there);
            else skipped.Add(tag);
        }

        VisionCandidate[] candidates = [.. found.Select(f => Candidate(image, f, found, sentences))];
        if (candidates.Length == 0) return null;
        var choice = 0;
        for (var i = 1; i < candidates.Length; i++)
            if (candidates[i].Score < candidates[choice].Score) choice = i;
        return new(image, sentences, tags, skipped, candidates, choice);
    }

    private FoundObject? Find(RgbImage image, string tag)
    {
        if (pipeline.Detector.Detect(image, tag) is not { } box) return null;
        var mask = pipeline.Segmenter.Segment(image, box);
        var repainted = mask.Dilate(dilation);
        // Without a pixel to remove, or a pixel to paint from, there is no candidate.
        return mask.Area == 0 || repainted.Area == image.Width * image.Height ? null : new(tag, box, mask, repainted);
    }

    private VisionCandidate Candidate(
        RgbImage image, FoundObject removed, List<FoundObject> found, IReadOnlyList<string> sentences)
    {
        var others = found.Where(f => f != removed).Aggregate(
            new Mask(image.Width, image.Height), (all, f) => all.Or(f.Repainted));
        var without = pipeline.Inpainter.Inpaint(image, removed.Repainted, others);
        return new(removed.Tag, removed.Box, removed.Mask, removed.Repainted, without,
            pipeline.Scorer.Scores(without, sentences));
    }

    private sealed record FoundObject(string Tag, Box Box, Mask Mask, Mask Repainted);
}
