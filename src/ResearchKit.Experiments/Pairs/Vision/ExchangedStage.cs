using ResearchKit.Pairs.Vision;
using ResearchKit.Pairs.Vision.Learned;
using ResearchKit.Pairs.Vision.Segmentation;

namespace ResearchKit.Experiments.Pairs.Vision;

/// <summary>The oracle's pipeline with some stages exchanged for ones that see pixels alone, on a set of
/// scenes.</summary>
/// <param name="Name">What was exchanged.</param>
/// <param name="Choices">One for each scene.</param>
public sealed record ExchangedStage(string Name, IReadOnlyList<ChoiceAgreement> Choices)
{
    /// <summary>
    /// Which expert costs the agreement? Each stage alone in the oracle's place, then all of them. The inpainter is not
    /// in the rows of single stages: the oracle's score hardly depends on it.
    /// </summary>
    /// <param name="examples">The scenes.</param>
    /// <param name="learned">The trained models.</param>
    /// <param name="inpainter">Paints over the objects where all stages are exchanged.</param>
    public static IReadOnlyList<ExchangedStage> Run(IReadOnlyList<SceneExample> examples, VisionModels learned,
        IInpainter inpainter)
    {
        var segmenter = new GraphCutSegmenter();
        return
        [
            Row("image tagger", s => s with { ImageTagger = learned.ImageTagger }),
            Row("detector", s => s with { Detector = learned.Detector }),
            Row("segmenter", s => s with { Segmenter = segmenter }),
            Row("scorer", s => s with { Scorer = learned.Scorer }),
            Row("all of them", _ => learned.With(segmenter, inpainter)),
        ];

        ExchangedStage Row(string name, Func<VisionPipeline, VisionPipeline> exchange) => new(name, SeedSweep.Run(
            examples, e => ChoiceAgreement.Of(e, exchange(VisionPipeline.Oracle(e.Scene, e.Caption)))));
    }
}
