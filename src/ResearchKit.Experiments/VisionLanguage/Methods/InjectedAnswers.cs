using ResearchKit.Datasets;
using ResearchKit.Scenes;

namespace ResearchKit.Experiments.VisionLanguage.Methods;

/// <summary>
/// POVID's first rejections (Zhou et al., arXiv 2402.11411): a hallucination is written into the true answer. What is
/// written in is what usually goes with the scene: the co-occurring object that is missing, the usual color, a
/// second one.
/// </summary>
public static class InjectedAnswers
{
    private static readonly HabitRates Always = new(1, 1, 1, 0);

    /// <summary>The same questions with the truth preferred to the truth with a hallucination.</summary>
    /// <param name="pairs">Questions; their answers are not used.</param>
    /// <param name="draws">Chooses what is written in where habits say nothing.</param>
    public static ScenePair[] Of(IEnumerable<ScenePair> pairs, SeededDraws draws) =>
        [.. pairs.Select((p, i) => p with { Chosen = p.Truth, Rejected = Inject(p, i, draws) })];

    private static string Inject(ScenePair pair, int number, SeededDraws draws)
    {
        var text = Said(HabitWorld.Believed(pair.Scene, draws, Always));
        for (var attempt = 0; IsTrue() && attempt < 30; attempt++) text = Said(SceneEdits.Edited(pair.Scene, draws));
        return IsTrue() ? pair.Rejected : text;

        bool IsTrue() => text == pair.Truth
            || (pair.Asked is null && new CaptionJudgment(pair.Scene, text).Errors == 0);

        string Said(Scene scene) => pair.Asked is { } fact
            ? SceneLanguage.Answer(fact, scene) : SceneLanguage.Caption(scene, new SeededDraws(number));
    }
}
