using ResearchKit.Imaging;
using ResearchKit.Scenes;

namespace ResearchKit.Pairs.Vision.Oracles;

/// <summary>Names the categories of a known scene without looking at the image.</summary>
/// <param name="scene">The scene.</param>
public sealed class OracleImageTagger(Scene scene) : IImageTagger
{
    /// <summary>The nouns of the categories, in the order of the scene's objects.</summary>
    public IReadOnlyList<string> Tag(RgbImage image) => [.. scene.Objects.Select(o => o.Category.Noun()).Distinct()];
}
