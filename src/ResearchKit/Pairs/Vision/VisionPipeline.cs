using ResearchKit.Pairs.Vision.Oracles;
using ResearchKit.Scenes;

namespace ResearchKit.Pairs.Vision;

/// <summary>The five stages from an image to its candidates (AdaViP, Eq. 5-9); each can be exchanged alone.</summary>
/// <param name="ImageTagger">What is in the image.</param>
/// <param name="Detector">Where each of it is.</param>
/// <param name="Segmenter">Which pixels it covers.</param>
/// <param name="Inpainter">The image without them.</param>
/// <param name="Scorer">How well the response still fits.</param>
public sealed record VisionPipeline(
    IImageTagger ImageTagger, IDetector Detector, ISegmenter Segmenter, IInpainter Inpainter, IImageTextScorer Scorer)
{
    /// <summary>A pipeline that knows the scene instead of looking at it.</summary>
    /// <param name="scene">The scene whose image the stages will be given.</param>
    /// <param name="caption">The preferred response, with what each sentence states.</param>
    public static VisionPipeline Oracle(Scene scene, Caption caption) => new(
        new OracleImageTagger(scene), new OracleDetector(scene), new OracleSegmenter(scene), new OracleInpainter(scene),
        new OracleScorer(scene, caption));
}
