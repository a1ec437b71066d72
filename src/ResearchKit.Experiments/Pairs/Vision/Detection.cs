using ResearchKit.Imaging;
using ResearchKit.Pairs.Vision;
using ResearchKit.Scenes;

namespace ResearchKit.Experiments.Pairs.Vision;

/// <summary>What a detector answered to the noun of one category in one scene.</summary>
/// <param name="Example">The scene.</param>
/// <param name="Tag">The noun.</param>
/// <param name="Truth">The boxes of the category's objects; empty if the scene has none.</param>
/// <param name="Box">The answer.</param>
public sealed record Detection(SceneExample Example, string Tag, IReadOnlyList<Box> Truth, Box? Box)
{
    /// <summary>Whether the scene has what was asked for.</summary>
    public bool IsThere => Truth.Count > 0;

    /// <summary>Intersection over union with the object of the category that fits best; 0 without a box or an
    /// object.</summary>
    public double Overlap => Box is { } box && IsThere ? Truth.Max(box.IntersectionOverUnion) : 0;

    /// <summary>Asks for every category in every scene.</summary>
    public static IReadOnlyList<Detection> Of(IDetector detector, IReadOnlyList<SceneExample> examples) =>
        [.. SeedSweep.Run(examples, e => Enum.GetValues<Category>().Select(category => new Detection(
            e, category.Noun(),
            [.. Enumerable.Range(0, e.Scene.Objects.Count).Where(i => e.Scene.Objects[i].Category == category)
                .Select(e.Scene.BoxOf)],
            detector.Detect(e.Image, category.Noun()))).ToArray()).SelectMany(d => d)];
}
