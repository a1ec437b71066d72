using ResearchKit.Imaging;
using ResearchKit.Pairs.Language;
using ResearchKit.Pairs.Vision;
using ResearchKit.Pairs.Vision.Learned;
using ResearchKit.Pairs.Vision.Segmentation;
using ResearchKit.Scenes;

namespace ResearchKit.Pairs.Building;

/// <summary>Images like the drawn scenes, which the trained models recognize; on photographs they see nothing
/// right.</summary>
public sealed class LearnedPipelineSource : IImagePipelineSource
{
    private static readonly (string Singular, string Plural)[] Nouns =
        [.. Enum.GetValues<Category>().Select(c => (c.Noun(), c.Plural()))];
    private readonly VisionPipeline _pipeline;

    /// <summary>Reads the trained networks.</summary>
    /// <param name="folder">Where the weights are; null for the repository's own.</param>
    /// <param name="inpainter">Paints over the objects; called from several threads.</param>
    /// <param name="inpainterName">What the settings call it.</param>
    /// <exception cref="FileNotFoundException">A file of weights is missing.</exception>
    /// <exception cref="Models.Safetensors.SafetensorsException">One is damaged.</exception>
    public LearnedPipelineSource(string? folder, IInpainter inpainter, string inpainterName)
    {
        _pipeline = VisionModels.Load(folder).With(new GraphCutSegmenter(), inpainter);
        Settings = new Dictionary<BuildSetting, string>
        {
            [BuildSetting.Stages] = "learned", [BuildSetting.Inpainter] = inpainterName,
            [BuildSetting.Weights] = VisionWeightFiles.Sha256(folder ?? VisionWeightFiles.Find()),
        };
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<BuildSetting, string> Settings { get; }

    /// <inheritdoc/>
    public ImagePipeline For(PreferencePair pair, FolderImage image) =>
        _pipeline.ImageTagger.Tag(image.Pixels).Count == 0
        ? ImagePipeline.None("no object is recognized in the image", pair.Image)
        : new(_pipeline, SentenceSplitter.SelfContained(pair.Chosen, Nouns));
}
