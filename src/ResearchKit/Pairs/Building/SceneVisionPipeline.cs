using ResearchKit.Pairs.Vision;
using ResearchKit.Pairs.Vision.Learned;
using ResearchKit.Pairs.Vision.Segmentation;
using ResearchKit.Scenes;

namespace ResearchKit.Pairs.Building;

/// <summary>A way to take drawn scenes apart.</summary>
/// <param name="Settings">What decides the results.</param>
/// <param name="For">The stages for a scene and its caption; called from several threads.</param>
public sealed record SceneVisionPipeline(IReadOnlyDictionary<BuildSetting, string> Settings,
    Func<Scene, Caption, VisionPipeline> For)
{
    /// <summary>All five stages know the scene.</summary>
    public static SceneVisionPipeline Oracle { get; } =
        new(new Dictionary<BuildSetting, string> { [BuildSetting.Stages] = "oracle" }, VisionPipeline.Oracle);

    /// <summary>Segmenting and removing look at pixels; what is where, and what still fits, is known from the
    /// scene.</summary>
    /// <param name="inpainter">Paints over the objects; called from several threads.</param>
    /// <param name="name">What the settings call it.</param>
    public static SceneVisionPipeline Classical(IInpainter inpainter, string name) => new(
        new Dictionary<BuildSetting, string>
        {
            [BuildSetting.Stages] = "classical", [BuildSetting.Inpainter] = name
        },
        (scene, caption) =>
            VisionPipeline.Oracle(scene, caption) with { Segmenter = new GraphCutSegmenter(), Inpainter = inpainter });

    /// <summary>No stage knows more than the image and the words: trained tagger, detector and scorer.</summary>
    /// <param name="folder">Where the weights are; null for the repository's own.</param>
    /// <param name="inpainter">Paints over the objects; called from several threads.</param>
    /// <param name="name">What the settings call it.</param>
    /// <exception cref="FileNotFoundException">A file of weights is missing.</exception>
    /// <exception cref="Models.Safetensors.SafetensorsException">One is damaged.</exception>
    public static SceneVisionPipeline Learned(string? folder, IInpainter inpainter, string name)
    {
        var learned = VisionModels.Load(folder).With(new GraphCutSegmenter(), inpainter);
        return new(
            new Dictionary<BuildSetting, string>
            {
                [BuildSetting.Stages] = "learned", [BuildSetting.Inpainter] = name,
                [BuildSetting.Weights] = VisionWeightFiles.Sha256(folder ?? VisionWeightFiles.Find())
            },
            (_, _) => learned);
    }
}
