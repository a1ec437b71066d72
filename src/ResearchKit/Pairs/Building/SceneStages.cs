using ResearchKit.Pairs.Vision;
using ResearchKit.Pairs.Vision.Segmentation;
using ResearchKit.Scenes;

namespace ResearchKit.Pairs.Building;

/// <summary>A way to take drawn scenes apart.</summary>
/// <param name="Name">What <c>--stages</c> calls it.</param>
/// <param name="For">The stages for a scene and its caption; called from several threads.</param>
public sealed record SceneStages(string Name, Func<Scene, Caption, VisionStages> For)
{
    /// <summary>All five stages know the scene.</summary>
    public static SceneStages Oracle { get; } = new("oracle", VisionStages.Oracle);

    /// <summary>Segmenting and removing look at pixels; what is where, and what still fits, is known from the scene.</summary>
    /// <param name="remover">Paints over the objects.</param>
    public static SceneStages Classical(IRemover remover) => new("classical",
        (scene, caption) => VisionStages.Oracle(scene, caption) with { Segmenter = new GraphCutSegmenter(), Remover = remover });
}
