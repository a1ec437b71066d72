using ResearchKit.Pairs.Vision.Retrieval;
using ResearchKit.Scenes;

namespace ResearchKit.Experiments.VisionLanguage.Methods;

/// <summary>
/// Re-Align's rejected answers (Xing et al., arXiv 2502.13146): what the preferred answer says, filled in again from
/// the most similar other image. It is a true answer, to the same question, about something that looks much the same.
/// </summary>
public static class RetrievedAnswers
{
    /// <summary>The pairs with answers that are true of the image which <see cref="RejectedImages.Retrieval"/>
    /// takes.</summary>
    public static ScenePair[] Of(IReadOnlyList<ScenePair> pairs)
    {
        var pool = new ImagePool([.. pairs.Select(p => p.Image)], new ColorLayoutEmbedder());
        return [.. pairs.Select((pair, i) =>
        {
            var other = pairs[Math.Max(0, pool.Nearest(pair.Image))].Scene;
            var text = pair.Asked is { } fact ? SceneLanguage.Answer(fact, other)
                : SceneLanguage.Caption(other, new(i));
            return text == pair.Chosen ? pair : pair with { Rejected = text };
        })];
    }
}
