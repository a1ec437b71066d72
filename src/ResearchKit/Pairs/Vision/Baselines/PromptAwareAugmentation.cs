using ResearchKit.Datasets;
using ResearchKit.Imaging;
using ResearchKit.Pairs.Vision.Retrieval;
using TorchSharp;

namespace ResearchKit.Pairs.Vision.Baselines;

/// <summary>
/// The one of a bag of augmentations that matters for the prompt, chosen from close to far as in PaMi-VDPO (Ding et al.
/// 2025, arXiv 2504.05810). A random augmentation may leave what is asked about as it was: a false rejection. First
/// what is unrelated is dropped: the share <paramref name="Keep"/> of the bag stays whose embeddings are closest to the
/// original's. Of these the image counts most that loses most of what the prompt asks about. If no close image loses
/// anything, the far ones come back.
/// <para>
/// The weights are our reading, as the paper's are not known to us: a softmax of the distinctness with a temperature,
/// over what stayed. It keeps two properties that the description demands: what is dropped weighs nothing, and more
/// distinct images weigh more. The rejected image is the one of the greatest weight.
/// </para>
/// </summary>
/// <param name="Bag">The augmentations.</param>
/// <param name="Embedder">Says how close images are. By their looks rather than by what they show: else what lost the
/// object counts as far.</param>
/// <param name="Fit">How well an image still shows what the prompt asks about; higher is better. An image-text scorer,
/// or <see cref="RegionFit"/>.</param>
/// <param name="Keep">Share of the bag that stays, above 0, at most 1; rounded up to whole images.</param>
/// <param name="Temperature">Of the softmax, in units of the fit, above 0.</param>
public sealed record PromptAwareAugmentation(
    IReadOnlyList<ImageBaseline> Bag, IImageEmbedder Embedder, Func<RgbImage, double> Fit, double Keep = 0.5,
    double Temperature = 1) : ImageBaseline
{
    /// <inheritdoc/>
    public override RgbImage Reject(RgbImage image, long seed) => Weigh(image, seed).MaxBy(i => i.Weight)!.Image;

    /// <summary>Every augmentation with its weight, in the order of the bag.</summary>
    /// <inheritdoc cref="Reject"/>
    /// <exception cref="ArgumentException">The bag is empty, or a parameter is out of its range.</exception>
    public IReadOnlyList<AugmentationCandidate> Weigh(RgbImage image, long seed)
    {
        if (Bag.Count == 0) throw new ArgumentException("there is nothing to choose from in an empty bag");
        if (!(Keep > 0 && Keep <= 1 && Temperature > 0))
            throw new ArgumentException(
                $"a bag needs 0 < Keep <= 1 and a temperature above 0, not {Keep} and {Temperature}");
        var draws = new SeededDraws(seed);
        var vector = Embedder.Embed(image);
        var fit = Fit(image);
        var items = Bag.Select(a => (Augmentation: a, Image: a.Reject(image, draws.Below(1 << 28))))
            .Select(a =>
                new AugmentationCandidate(a.Augmentation, a.Image, ImagePool.Cosine(vector, Embedder.Embed(a.Image)),
                    fit - Fit(a.Image), 0)).ToArray();
        var close = Enumerable.Range(0, items.Length).OrderByDescending(i => items[i].Similarity)
            .Take((int)Math.Ceiling(Keep * items.Length)).Order().ToArray();
        var kept = close.Any(i => items[i].Distinctness > 0) ? close : [.. Enumerable.Range(0, items.Length)];
        // The engine's softmax: the same bits on every machine.
        using var logits = torch.tensor(kept.Select(i => items[i].Distinctness / Temperature).ToArray());
        using var weights = torch.nn.functional.softmax(logits, 0);
        foreach (var (i, weight) in kept.Zip(weights.data<double>().ToArray())) items[i] =
            items[i] with { Weight = weight };
        return items;
    }
}
