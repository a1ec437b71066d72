using ResearchKit.Imaging;
using ResearchKit.Scenes;

namespace ResearchKit.Pairs.Vision.Oracles;

/// <summary>Knows what lies behind the objects of a scene.</summary>
/// <param name="scene">The scene.</param>
public sealed class OracleInpainter(Scene scene) : IInpainter
{
    /// <summary>
    /// The scene drawn without the object whose visible mask is most like <paramref name="mask"/>, as far as the mask
    /// reaches.
    /// </summary>
    public RgbImage Inpaint(RgbImage image, Mask mask, Mask? others = null)
    {
        var index = Enumerable.Range(0, scene.Objects.Count)
            .MaxBy(i => scene.VisibleMaskOf(i).IntersectionOverUnion(mask));
        var truth = scene.RenderWithout(index);
        var result = image.Clone();
        for (var y = 0; y < mask.Height; y++)
            for (var x = 0; x < mask.Width; x++)
                if (mask[x, y]) result[x, y] = truth[x, y];
        return result;
    }
}
