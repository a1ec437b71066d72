using ResearchKit.Imaging;
using ResearchKit.Pairs.Vision;

namespace ResearchKit.Experiments.Pairs;

/// <summary>How well a hole was filled where an object was removed, judged by the scene behind it.</summary>
/// <param name="VisiblyWrong">Share of the hole's pixels that differ from the true background by more than
/// <see cref="Visible"/>.</param>
public sealed record FillQuality(double VisiblyWrong)
{
    /// <summary>Mean difference of a pixel's three channels, in levels of 255, from which on it counts as wrong: what
    /// one sees at a glance on a screen.</summary>
    public const double Visible = 40;

    /// <summary>The share of visibly wrong pixels from which on a fill counts as flawed.</summary>
    public const double Flaw = 0.05;

    /// <summary>Whether one sees at a glance that something was here.</summary>
    public bool IsFlawed => VisiblyWrong > Flaw;

    /// <summary>The quality of a pair's rejected image.</summary>
    /// <param name="example">The scene.</param>
    /// <param name="pair">A pair made from its image.</param>
    /// <returns>Null where not exactly one object is gone, or others of its kind leave open which.</returns>
    public static FillQuality? Of(SceneExample example, VisionPair pair)
    {
        if (!example.LacksOneNamedObject(pair.Rejected)) return null;
        var gone = example.Missing(pair.Rejected)[0];
        int[] sameKind = [.. example.Scene.Objects.Index().Where(o => o.Item.Category == gone).Select(o => o.Index)];
        if (sameKind is not [var removed]) return null;
        var (background, hole) = (example.Scene.RenderWithout(removed), pair.Chosen.Repainted);
        var wrong = 0;
        for (var y = 0; y < hole.Height; y++)
            for (var x = 0; x < hole.Width; x++)
                if (hole[x, y] && Difference(pair.Rejected[x, y], background[x, y]) > Visible) wrong++;
        return new FillQuality((double)wrong / hole.Area);
    }

    private static double Difference(Rgb a, Rgb b) =>
        (Math.Abs(a.R - b.R) + Math.Abs(a.G - b.G) + Math.Abs(a.B - b.B)) / 3.0;
}
