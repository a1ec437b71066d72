using ResearchKit.Datasets.Coco;
using ResearchKit.Imaging;

namespace ResearchKit.Pairs.Vision.Annotated;

/// <summary>
/// How much of what a sentence names is still there, by the annotations: the share of the annotated pixels of a
/// category that are as they were in the original, averaged over the categories that the sentence names. It stands in
/// for CLIP on photographs; it knows objects alone, no colors, numbers or relations.
/// </summary>
public sealed class AnnotationScorer : IImageTextScorer
{
    private readonly RgbImage _original;
    private readonly CategoryWords _words;
    private readonly Dictionary<string, Mask> _annotated;
    // sentences come one after another for one image
    private (RgbImage Image, Dictionary<string, double> Shares)? _last;

    /// <summary>A scorer for images made from one original.</summary>
    /// <param name="image">The annotations of the original; crowds count.</param>
    /// <param name="original">The image before anything was removed.</param>
    /// <param name="words">Finds the categories that sentences name.</param>
    /// <exception cref="FormatException">An annotated shape does not fit the image.</exception>
    public AnnotationScorer(CocoImage image, RgbImage original, CategoryWords words)
    {
        (_original, _words) = (original, words);
        _annotated = image.Annotations.GroupBy(a => a.Category)
            .ToDictionary(g => g.Key, g => g.Select(Pixels).Aggregate((a, b) => a.Or(b)));
    }

    /// <summary>The share that remains, 0 to 1; 1 for a sentence that names nothing annotated.</summary>
    /// <exception cref="ArgumentException">The image is not as large as the original.</exception>
    public double Score(RgbImage image, string sentence)
    {
        if (image.Width != _original.Width || image.Height != _original.Height)
            throw new ArgumentException(
                $"an image of {image.Width} x {image.Height} was not made from one " +
                $"of {_original.Width} x {_original.Height}", nameof(image));
        if (_last?.Image != image) _last = (image, _annotated.ToDictionary(a => a.Key, a => Remaining(image, a.Value)));
        var shares = _last.Value.Shares;
        var named = _words.NamedIn(sentence).Where(shares.ContainsKey).ToArray();
        return named.Length == 0 ? 1 : named.Sum(c => shares[c]) / named.Length;
    }

    // An outline may be so thin that it covers no pixel.
    private Mask Pixels(CocoAnnotation annotation) =>
        annotation.Shape?.ToMask(_original.Width, _original.Height) is { Area: > 0 } mask
        ? mask
        : Mask.Of(annotation.Box(_original.Width, _original.Height), _original.Width, _original.Height);

    private double Remaining(RgbImage image, Mask mask)
    {
        long same = 0, all = 0;
        for (var y = 0; y < mask.Height; y++)
        {
            var covered = mask.Row(y);
            Span<byte> now = image.Row(y), before = _original.Row(y);
            for (var x = 0; x < covered.Length; x++)
            {
                if (!covered[x]) continue;
                all++;
                if (now.Slice(3 * x, 3).SequenceEqual(before.Slice(3 * x, 3))) same++;
            }
        }
        return all == 0 ? 1 : (double)same / all;
    }
}
