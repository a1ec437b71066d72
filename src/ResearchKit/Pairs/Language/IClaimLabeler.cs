using ResearchKit.Scenes;

namespace ResearchKit.Pairs.Language;

/// <summary>Answers whether a claim is true of an image: the labeler of RLAIF-V, LLaVA-NeXT 34B in AdaViP's
/// data.</summary>
public interface IClaimLabeler
{
    /// <summary>Yes or No to one question about one scene.</summary>
    /// <param name="scene">The scene whose image is asked about.</param>
    /// <param name="question">What is asked.</param>
    /// <param name="random">For labelers that err.</param>
    bool Confirms(Scene scene, Question question, SeededRandom random);
}
