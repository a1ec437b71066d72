using ResearchKit.Imaging;
using ResearchKit.Pairs.Vision;
using ResearchKit.Pairs.Vision.Baselines;
using ResearchKit.Pairs.Vision.Inpainting;
using ResearchKit.Pairs.Vision.Learned;
using ResearchKit.Pairs.Vision.Retrieval;
using ResearchKit.Pairs.Vision.Segmentation;
using ResearchKit.Scenes;

namespace ResearchKit.Experiments.VisionLanguage;

/// <summary>Ways to make the vision-rejected image of a pair.</summary>
/// <param name="Name">Its name in tables.</param>
/// <param name="Make">The image of a pair; the number seeds what is random.</param>
public sealed record RejectedImages(string Name, Func<ScenePair, int, RgbImage> Make)
{
    private static readonly Lazy<VisionPipeline> Trained =
        new(() => VisionModels.Load().With(new GraphCutSegmenter(), new ExemplarInpainter()));

    /// <summary>AdaViP's: the key object is removed (Algorithm 1, every stage an oracle).</summary>
    public static RejectedImages Removal { get; } = new("object removed", (pair, _) =>
        Removed(pair, null));

    /// <summary>The image itself, for losses that compare answers alone.</summary>
    public static RejectedImages None { get; } = new("none", (pair, _) => pair.Image);

    /// <summary>mDPO's: a small random part, enlarged.</summary>
    public static RejectedImages Crop { get; } = Of("random crop", new RandomCrop());

    /// <summary>POVID's and VCD's: diffusion noise, step 500 of 1000.</summary>
    public static RejectedImages Noise { get; } = Of("diffusion noise", new DiffusionNoise());

    /// <summary>Out of focus.</summary>
    public static RejectedImages Blur { get; } = Of("blur", new GaussianBlur(6));

    /// <summary>MMedPO's: noise on the key object alone, as strong as leaves nothing of it.</summary>
    public static RejectedImages KeyNoise { get; } = new("noise on the key object", (pair, seed) =>
        Key(pair) is { } key ? new LesionNoise(key.Repainted, 800).Reject(pair.Image, seed) : pair.Image);

    /// <summary>AdaViP's from pixels alone: trained tagger, detector and scorer, graph cut, and an inpainter.</summary>
    public static RejectedImages Pixels { get; } = new("object removed, by pixels", (pair, _) =>
        Removed(pair, Trained.Value));

    /// <summary>V-DPO's: another image.</summary>
    /// <param name="pairs">Where others come from.</param>
    public static RejectedImages Replacement(IReadOnlyList<ScenePair> pairs) =>
        Of("another image", new ReplacedImage([.. pairs.Select(p => p.Image)]));

    /// <summary>Re-Align's: the image most like it.</summary>
    /// <param name="pairs">Where others come from.</param>
    public static RejectedImages Retrieval(IReadOnlyList<ScenePair> pairs) => Of("retrieved image",
        new RetrievedImage(new([.. pairs.Select(p => p.Image)], new ColorLayoutEmbedder())));

    private static RejectedImages Of(string name, ImageBaseline baseline) =>
        new(name, (pair, seed) => baseline.Reject(pair.Image, seed));

    private static RgbImage Removed(ScenePair pair, VisionPipeline? pipeline) =>
        Key(pair, pipeline)?.Image ?? pair.Image;

    // The key object, and the image without it.
    private static VisionCandidate? Key(ScenePair pair, VisionPipeline? pipeline = null)
    {
        var said = pair.Said;
        return new VisionPairBuilder(pipeline ?? VisionPipeline.Oracle(pair.Scene, said))
            .Build(pair.Image, [.. said.Sentences.Select(s => s.Text)])?.Chosen;
    }
}
