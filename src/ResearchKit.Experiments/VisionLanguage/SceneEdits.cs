using ResearchKit.Datasets;
using ResearchKit.Scenes;

namespace ResearchKit.Experiments.VisionLanguage;

/// <summary>
/// Pairs whose better answer is the truth. VaPR (arXiv 2510.01700) edits it with one targeted error of the same style
/// and length; who takes less care takes the answer to another image.
/// </summary>
public static class SceneEdits
{
    /// <summary>Hard negatives: one thing is another, or of another color, or there once more or once less.</summary>
    public static ScenePair[] Hard(SeededDraws draws, int count) => Pairs(draws, count, (scene, fact) =>
    {
        for (var attempt = 0; ; attempt++)
        {
            var edited = Edited(scene, draws);
            // An answer stays true unless the edit is about what was asked.
            if (fact is null || fact.IsTrueOf(edited) != fact.IsTrueOf(scene) || attempt == 30) return edited;
        }
    });

    /// <summary>
    /// VaPR-OS: hard negatives of a weaker editor, some of whose edits only put the same sentences in another order and
    /// leave the answer true.
    /// </summary>
    /// <param name="draws">Where pairs come from.</param>
    /// <param name="count">How many.</param>
    /// <param name="failing">Share of edits that leave the answer true, where it has more than one sentence.</param>
    public static ScenePair[] Weaker(SeededDraws draws, int count, double failing = 0.3) =>
        [.. Hard(draws, count).Select(p => draws.Uniform() < failing && Reversed(p.Chosen) is { } other
            && other != p.Chosen ? p with { Rejected = other } : p)];

    /// <summary>Naive negatives: the same question answered about another scene.</summary>
    public static ScenePair[] Naive(SeededDraws draws, int count) =>
        Pairs(draws, count, (_, _) => HabitWorld.Draw(draws, HabitRates.Training));

    private static string Reversed(string text) => string.Join(' ', text
        .Split('.', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Reverse()
        .Select(s => s + "."));

    private static ScenePair[] Pairs(SeededDraws draws, int count, Func<Scene, Fact?, Scene> other)
    {
        var pairs = new List<ScenePair>();
        while (pairs.Count < count)
        {
            var scene = HabitWorld.Draw(draws, HabitRates.Training);
            var fact = pairs.Count % 2 == 0 ? null : SceneQuestions.Any(scene, draws);
            var wrong = other(scene, fact);
            var relation = draws.Below(1 << 20); // the same relation is stated of both scenes, if both have it
            string Said(Scene s) => fact is null
                ? SceneLanguage.Caption(s, new SeededDraws(relation)) : SceneLanguage.Answer(fact, s);
            var pair = new ScenePair(scene, fact is null ? SceneLanguage.Describe : SceneLanguage.Ask(fact),
                Said(scene), Said(wrong));
            if (pair.Chosen != pair.Rejected) pairs.Add(pair);
        }
        return [.. pairs];
    }

    /// <summary>The scene with one thing another, of another color, once more or once less, or turned around.</summary>
    internal static Scene Edited(Scene scene, SeededDraws draws)
    {
        var kinds = scene.Objects.Select(o => o.Category).Distinct().ToArray();
        var kind = kinds[draws.Below(kinds.Length)];
        return draws.Below(4) switch
        {
            0 => HabitWorld.Recolored(scene, kind, HabitWorld.Colors[draws.Below(HabitWorld.Colors.Count)]),
            1 => HabitWorld.Renamed(scene, kind, HabitWorld.Categories[draws.Below(HabitWorld.Categories.Count)]),
            2 => HabitWorld.Recounted(scene, kind, draws),
            _ => HabitWorld.Swapped(scene),
        };
    }
}
