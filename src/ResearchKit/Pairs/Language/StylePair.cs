using ResearchKit.Scenes;

namespace ResearchKit.Pairs.Language;

/// <summary>
/// A pair as HA-DPO builds it (Zhao et al. 2023, arXiv 2311.16839): the model's own description is rejected, its
/// corrected version preferred. A correction comes from another hand and sounds like it; rewriting both in one style
/// takes that away.
/// </summary>
/// <param name="Said">The model's description in its own style.</param>
/// <param name="Corrected">The correction in the corrector's style.</param>
/// <param name="Rejected">The model's description, rewritten.</param>
/// <param name="Chosen">The correction, rewritten in the same style.</param>
public sealed record StylePair(Caption Said, Caption Corrected, Caption Rejected, Caption Chosen)
{
    /// <summary>The pair of a scene; null if the description has nothing to correct.</summary>
    /// <param name="scene">The scene.</param>
    /// <param name="model">Describes it, not without mistakes.</param>
    /// <param name="own">The model's style.</param>
    /// <param name="corrector">The style of who corrects it.</param>
    /// <param name="common">The style that both are rewritten in.</param>
    /// <param name="random">Makes the description and chooses words.</param>
    public static StylePair? Build(Scene scene, HallucinatingCaptioner model, WritingStyle own, WritingStyle corrector,
        WritingStyle common, SeededRandom random)
    {
        var sample = model.Describe(scene, random);
        if (sample.Hallucinations(scene) == 0) return null;
        return new(
            own.Rewrite(sample.Said, random), corrector.Rewrite(sample.Corrected, random),
            common.Rewrite(sample.Said, random), common.Rewrite(sample.Corrected, random));
    }
}
