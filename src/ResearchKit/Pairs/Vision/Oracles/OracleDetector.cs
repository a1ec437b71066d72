using ResearchKit.Imaging;
using ResearchKit.Scenes;

namespace ResearchKit.Pairs.Vision.Oracles;

/// <summary>Knows where the objects of a scene are.</summary>
/// <param name="scene">The scene.</param>
public sealed class OracleDetector(Scene scene) : IDetector
{
    /// <summary>The box of the object of that category of which most is visible; null if the scene has none.</summary>
    public Box? Detect(RgbImage image, string tag)
    {
        var named = Enumerable.Range(0, scene.Objects.Count).Where(i => scene.Objects[i].Category.Noun() == tag)
            .ToArray();
        if (named.Length < 2) return named.Length == 0 ? null : scene.BoxOf(named[0]);
        var visible = scene.VisibleMasks();
        return scene.BoxOf(named.MaxBy(i => visible[i].Area));
    }
}
