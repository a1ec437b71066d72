using ResearchKit.Imaging;
using ResearchKit.Scenes;

namespace ResearchKit.Pairs.Vision.Oracles;

/// <summary>Knows which pixels the objects of a scene cover.</summary>
/// <param name="scene">The scene.</param>
public sealed class OracleSegmenter(Scene scene) : ISegmenter
{
    /// <summary>The visible mask of the object whose own box is most like <paramref name="box"/>; empty if none meets
    /// it.</summary>
    public Mask Segment(RgbImage image, Box box)
    {
        var best = Enumerable.Range(0, scene.Objects.Count).MaxBy(i => scene.BoxOf(i).IntersectionOverUnion(box));
        return scene.BoxOf(best).Intersect(box).IsEmpty ? new(scene.Width, scene.Height) : scene.VisibleMaskOf(best);
    }
}
