using ResearchKit.Imaging;
using ResearchKit.Pairs.Vision;
using ResearchKit.Pairs.Vision.Oracles;
using ResearchKit.Scenes;

namespace ResearchKit.Experiments.Pairs;

/// <summary>A scene with its image and a caption that stands for the preferred response.</summary>
/// <param name="Seed">What the scene and the caption are drawn from.</param>
/// <param name="Scene">The truth.</param>
/// <param name="Caption">The response y_w, sentence by sentence with what each states.</param>
/// <param name="Image">The image I_w.</param>
public sealed record SceneExample(int Seed, Scene Scene, Caption Caption, RgbImage Image)
{
    private readonly OracleScorer _judge = new(Scene, Caption);

    /// <summary>The response's sentences, the s_j of Eq. 9.</summary>
    public IReadOnlyList<string> Sentences => [.. Caption.Sentences.Select(s => s.Text)];

    /// <summary>The example that belongs to a seed: an image of 64 x 64 with 2 to 6 objects.</summary>
    public static SceneExample Of(int seed)
    {
        var scene = new SceneGenerator(new()).Generate(seed);
        return new(seed, scene, CaptionWriter.Write(scene, new SeededRandom(seed)), scene.Render());
    }

    /// <summary>The pair that stages build which know the scene.</summary>
    public VisionPair OraclePair() => Build(VisionPipeline.Oracle(Scene, Caption));

    /// <summary>
    /// The pair when segmenting and removing work on pixels alone; what is in the image, its boxes and the fit of a
    /// sentence are still known from the scene.
    /// </summary>
    /// <param name="segmenter">Finds the object in its box.</param>
    /// <param name="inpainter">Paints over it.</param>
    public VisionPair PixelPair(ISegmenter segmenter, IInpainter inpainter) =>
        Build(VisionPipeline.Oracle(Scene, Caption) with { Segmenter = segmenter, Inpainter = inpainter });

    /// <summary>What an image made from this one no longer shows, judged by the scene.</summary>
    /// <param name="image">An image of the same size.</param>
    /// <returns>The categories of the objects that are gone, one entry for each.</returns>
    public IReadOnlyList<Category> Missing(RgbImage image)
    {
        var left = _judge.Remaining(image).Objects.Select(o => o.Frame).ToHashSet();
        return [.. Scene.Objects.Where(o => !left.Contains(o.Frame)).Select(o => o.Category)];
    }

    /// <summary>Whether some sentence of the response states that the category is there.</summary>
    public bool Names(Category category) =>
        Caption.Sentences.SelectMany(s => s.Facts).Contains(new ExistenceFact(category));

    /// <summary>Whether a rejected image lacks exactly one object, and the response names it.</summary>
    public bool LacksOneNamedObject(RgbImage image) => Missing(image) is [var gone] && Names(gone);

    private VisionPair Build(VisionPipeline pipeline) => new VisionPairBuilder(pipeline).Build(Image, Sentences)
        ?? throw new InvalidOperationException($"scene {Seed} has no object that can be removed");
}
