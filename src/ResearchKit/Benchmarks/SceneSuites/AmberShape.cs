using ResearchKit.Scenes;

namespace ResearchKit.Benchmarks.SceneSuites;

/// <summary>AMBER's kinds of questions over scenes.</summary>
internal static class AmberShape
{
    /// <summary>
    /// Questions about every scene, numbered behind the descriptions. As in AMBER, existence is asked of absent objects
    /// only, the other kinds in pairs of a yes and a no.
    /// </summary>
    public static IReadOnlyList<SceneQuestion> Questions(Scene[] scenes, Func<int, IEnumerable<Question>> ask)
    {
        var questions = new List<SceneQuestion>();
        for (var i = 0; i < scenes.Length; i++)
            foreach (var question in ask(i))
                if (question.Kind != QuestionKind.Existence || !question.Answer)
                    questions.Add(new(scenes.Length + questions.Count + 1, i, TypeOf(question), question));
        return questions;
    }

    /// <summary>Objects that people would expect beside those of the scene and that are not there.</summary>
    public static IEnumerable<Category> Expected(Scene scene) => scene.Objects
        .Select(o => CoOccurrence.CoOccurringCategoryOf(o.Category)).Distinct().Where(c => scene.CountOf(c) == 0);

    private static string TypeOf(Question question) => question.Fact switch
    {
        ExistenceFact => "discriminative-hallucination",
        CountFact => "discriminative-attribute-number",
        StateFact { Category: Category.Bird or Category.Boat or Category.Cat } => "discriminative-attribute-action",
        // AMBER gives its relation questions with the answer no another name.
        _ when question.Kind == QuestionKind.Relation => question.Answer ? "discriminative-relation" : "relation",
        _ => "discriminative-attribute-state",
    };
}
