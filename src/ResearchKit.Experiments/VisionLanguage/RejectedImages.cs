using ResearchKit.Imaging;
using ResearchKit.Pairs.Vision;
using ResearchKit.Pairs.Vision.Baselines;
using ResearchKit.Pairs.Vision.Retrieval;
using ResearchKit.Scenes;

namespace ResearchKit.Experiments.VisionLanguage;

/// <summary>Ways to make the vision-rejected image of a pair.</summary>
/// <param name="Name">Its name in tables.</param>
/// <param name="Make">The image of a pair; the number seeds what is random.</param>
public sealed record RejectedImages(string Name, Func<ScenePair, int, RgbImage> Make)
{
    /// <summary>AdaViP's: the key object is removed (Algorithm 1, every stage an oracle).</summary>
    public static RejectedImages Removal { get; } = new("object removed", (pair, _) => Removed(pair));

    /// <summary>The image itself, for losses that compare answers alone.</summary>
    public static RejectedImages None { get; } = new("none", (pair, _) => pair.Image);

    /// <summary>mDPO's: a small random part, enlarged.</summary>
    public static RejectedImages Crop { get; } = Of("random crop", new RandomCrop());

    /// <summary>POVID's and VCD's: diffusion noise, step 500 of 1000.</summary>
    public static RejectedImages Noise { get; } = Of("diffusion noise", new DiffusionNoise());

    /// <summary>Out of focus.</summary>
    public static RejectedImages Blur { get; } = Of("blur", new GaussianBlur(6));

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

    private static RgbImage Removed(ScenePair pair)
    {
        var said = pair.Said;
        return new VisionPairBuilder(VisionPipeline.Oracle(pair.Scene, said))
            .Build(pair.Image, [.. said.Sentences.Select(s => s.Text)])?.Rejected ?? pair.Image;
    }
}
