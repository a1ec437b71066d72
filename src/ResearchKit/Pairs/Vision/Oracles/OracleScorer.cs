using ResearchKit.Imaging;
using ResearchKit.Scenes;

namespace ResearchKit.Pairs.Vision.Oracles;

/// <summary>
/// The share of a sentence's facts that hold in an image. The image is the scene's own or one made from it: an object
/// counts as still there if, over its visible pixels, the image is nearer (L1) to the scene than to the scene without
/// it.
/// </summary>
/// <param name="scene">The scene that the image was made from.</param>
/// <param name="caption">The sentences that can be scored, and what they state.</param>
public sealed class OracleScorer(Scene scene, Caption caption) : IImageTextScorer
{
    private readonly RgbImage _original = scene.Render();
    private readonly (Mask Visible, RgbImage Without)[] _objects =
        [.. scene.VisibleMasks().Select((visible, i) => (visible, scene.RenderWithout(i)))];

    /// <summary>The share of facts that hold, 0 to 1; 1 for a sentence that states none.</summary>
    /// <exception cref="ArgumentException">The sentence is not one of the caption's.</exception>
    public double Score(RgbImage image, string sentence)
    {
        var facts = caption.Sentences.FirstOrDefault(s => s.Text == sentence)?.Facts
            ?? throw new ArgumentException($"the caption has no sentence \"{sentence}\": its facts are unknown",
                nameof(sentence));
        if (facts.Count == 0) return 1;
        var remaining = Remaining(image);
        return (double)facts.Count(f => f.IsTrueOf(remaining)) / facts.Count;
    }

    /// <summary>The scene with the objects that the image still shows.</summary>
    public Scene Remaining(RgbImage image)
    {
        var present = Enumerable.Range(0, scene.Objects.Count).Where(i => Shows(image, i)).ToArray();
        return scene with
        {
            Objects =
                [.. present.Select(i =>
                    scene.Objects[i] with { Carrier = Array.IndexOf(present, scene.Objects[i].Carrier) })],
        };
    }

    private bool Shows(RgbImage image, int index)
    {
        var (visible, without) = _objects[index];
        return visible.Area == 0 || Similarity.L1(image, _original, visible) < Similarity.L1(image, without, visible);
    }
}
