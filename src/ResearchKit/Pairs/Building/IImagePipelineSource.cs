using ResearchKit.Imaging;
using ResearchKit.Pairs.Vision;

namespace ResearchKit.Pairs.Building;

/// <summary>Where the knowledge about images comes from that nobody drew.</summary>
public interface IImagePipelineSource
{
    /// <summary>What decides the results, by the names of the command's options.</summary>
    IReadOnlyDictionary<BuildSetting, string> Settings { get; }

    /// <summary>What was left out of it, and why; empty if nothing was.</summary>
    IReadOnlyList<DroppedAnnotations> LeftOut => [];

    /// <summary>The stages for an image and its preferred response; called from several threads.</summary>
    ImagePipeline For(PreferencePair pair, FolderImage image);
}

/// <summary>The stages for one image, or the reason why there are none.</summary>
/// <param name="Pipeline">The five stages; null if there is a reason.</param>
/// <param name="Sentences">The preferred response in self-contained sentences.</param>
/// <param name="Reason">Why no pair can be built, in words that are the same for all of a kind.</param>
/// <param name="Detail">What is particular to this image.</param>
public sealed record ImagePipeline(VisionPipeline? Pipeline, IReadOnlyList<string> Sentences, string? Reason = null,
    string? Detail = null)
{
    /// <summary>No pair can be built.</summary>
    public static ImagePipeline None(string reason, string? detail = null) => new(null, [], reason, detail);
}
