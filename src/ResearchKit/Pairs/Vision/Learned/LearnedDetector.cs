using ResearchKit.Imaging;
using ResearchKit.Pairs.Vision.Learned.Networks;
using static TorchSharp.torch;

namespace ResearchKit.Pairs.Vision.Learned;

/// <summary>Finds what a text names with a trained network.</summary>
/// <param name="backbone">Sees.</param>
/// <param name="net">Finds.</param>
/// <param name="vocabulary">The words it reads.</param>
public sealed class LearnedDetector(Backbone backbone, DetectorNet net, Vocabulary vocabulary) : IDetector
{
    private readonly float _threshold = net.Threshold.item<float>();

    /// <summary>
    /// The box of what fits the text best. The text may be a noun or a noun with attributes, such as <c>red ball</c>.
    /// </summary>
    /// <returns>The box, inside the image; null if nothing fits well enough, or no word of the text is known.</returns>
    public Box? Detect(RgbImage image, string tag)
    {
        if (!Vocabulary.Split(tag).Any(vocabulary.Knows)) return null;
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        var features = backbone.EncodeImages([image]);
        var text = net.EncodeText(Vocabulary.Stack([vocabulary.Encode(tag)]));
        var fit = net.Fit(features, text).data<float>().ToArray();
        var best = Array.IndexOf(fit, fit.Max());
        if (fit[best] < _threshold) return null;
        var sides = net.Sides(features, text, tensor(new long[] { best }), tensor(new long[] { 0 })).data<float>()
            .ToArray();
        return Around(best, sides, (float)image.Width / Pixels.Side, (float)image.Height / Pixels.Side)
            .Intersect(new(0, 0, image.Width, image.Height));
    }

    private static Box Around(int cell, float[] sides, float scaleX, float scaleY)
    {
        var (x, y) = Backbone.MiddleOf(cell);
        int left = Round((x - sides[0] * DetectorNet.Unit) * scaleX),
            right = Round((x + sides[2] * DetectorNet.Unit) * scaleX);
        int top = Round((y - sides[1] * DetectorNet.Unit) * scaleY),
            bottom = Round((y + sides[3] * DetectorNet.Unit) * scaleY);
        // A box keeps the cell's middle, whatever the network says.
        return new Box(left, top, right - left, bottom - top).Union(new((int)(x * scaleX), (int)(y * scaleY), 1, 1));
    }

    private static int Round(float value) => (int)MathF.Floor(value + 0.5f);
}
