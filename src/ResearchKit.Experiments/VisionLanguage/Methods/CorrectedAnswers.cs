using ResearchKit.Scenes;

namespace ResearchKit.Experiments.VisionLanguage.Methods;

/// <summary>
/// RLHF-V's pairs (Yu et al., arXiv 2312.00849): an answer of the model is rejected, and the same answer with its wrong
/// segments corrected is preferred, so that the two differ where something was wrong and nowhere else. Here the
/// annotator is the scene.
/// </summary>
public static class CorrectedAnswers
{
    /// <summary>The pairs, whose rejected answers are the model's own, with these corrected as the chosen
    /// ones.</summary>
    public static ScenePair[] Of(IEnumerable<ScenePair> pairs) =>
        [.. pairs.Select(p => p with { Chosen = p.Asked is null ? Correct(p) : p.Truth })
            .Where(p => p.Chosen != p.Rejected)];

    // Sentence by sentence: what is true stays, what can be put right is, and the rest goes.
    private static string Correct(ScenePair pair)
    {
        var kept = SceneLanguage.Read(pair.Rejected).OfType<CaptionSentence>()
            .Select(s => Correct(pair.Scene, s)).OfType<string>().Distinct().ToArray();
        return kept.Length == 0 ? pair.Truth : string.Join(' ', kept);
    }

    private static string? Correct(Scene scene, CaptionSentence sentence)
    {
        if (sentence.Facts.All(f => f.IsTrueOf(scene))) return sentence.Text;
        var about = SceneLanguage.Named(sentence.Facts[0]);
        if (scene.CountOf(about) == 0) return null;
        if (sentence.Facts[0] is not RelationFact relation) return SceneLanguage.Thing(scene, about);
        var opposite = relation with { Kind = relation.Kind.Opposite()!.Value };
        return opposite.IsTrueOf(scene) ? SceneLanguage.Say(opposite) + "." : null;
    }
}
