using ResearchKit.Datasets;
using ResearchKit.Scenes;

namespace ResearchKit.Experiments.VisionLanguage;

/// <summary>Which yes/no questions are asked about a scene.</summary>
public static class SceneQuestions
{
    /// <summary>
    /// A question for training: of each kind equally often, and as often yes as no where the scene allows.
    /// </summary>
    public static Fact Any(Scene scene, SeededDraws draws)
    {
        var kinds = Kinds(scene);
        var category = kinds[draws.Below(kinds.Length)];
        var kind = draws.Below(4);
        var yes = draws.Uniform() < 0.5;
        IReadOnlyList<RelationFact> relations = kind < 3 ? [] : SceneLanguage.Relations(scene);
        return kind switch
        {
            0 => new ExistenceFact(yes ? category : Absent(scene, category, draws)),
            1 => Color(scene, category, yes, draws),
            2 => new CountFact(category, yes ? scene.CountOf(category) : 3 - scene.CountOf(category)),
            _ when relations.Count == 0 => new ExistenceFact(Absent(scene, category, draws)),
            _ => Turned(relations[draws.Below(relations.Count)], yes),
        };
    }

    /// <summary>
    /// The questions of AMBER's discriminative task: existence is asked of absent things only, all else in pairs of a
    /// yes and a no.
    /// </summary>
    public static IEnumerable<Question> Benchmark(Scene scene, SeededDraws draws)
    {
        var facts = new List<(QuestionKind Kind, Fact Fact)>();
        foreach (var category in Kinds(scene))
        {
            facts.Add((QuestionKind.Existence, new ExistenceFact(Absent(scene, category, draws))));
            foreach (var yes in new[] { true, false })
            {
                facts.Add((QuestionKind.Attribute, Color(scene, category, yes, draws)));
                var count = scene.CountOf(category);
                facts.Add((QuestionKind.Attribute, new CountFact(category, yes ? count : 3 - count)));
            }
        }
        foreach (var fact in SceneLanguage.Relations(scene))
            facts.AddRange([(QuestionKind.Relation, fact), (QuestionKind.Relation, Turned(fact, false))]);
        return facts.Distinct().Select(f =>
            new Question(f.Kind, SceneLanguage.Ask(f.Fact), f.Fact, f.Fact.IsTrueOf(scene)));
    }

    private static Category[] Kinds(Scene scene) => [.. scene.Objects.Select(o => o.Category).Distinct()];

    // The missing co-occurring category, if it is missing: the hardest thing to deny.
    private static Category Absent(Scene scene, Category category, SeededDraws draws)
    {
        var absent = HabitWorld.Categories.Where(c => scene.CountOf(c) == 0).ToArray();
        var any = absent[draws.Below(absent.Length)];
        var coOccurring = HabitWorld.CoOccurringWith(category);
        return scene.CountOf(coOccurring) == 0 && draws.Uniform() < 0.7 ? coOccurring : any;
    }

    private static ColorFact Color(Scene scene, Category category, bool yes, SeededDraws draws)
    {
        var color = scene.Objects.First(o => o.Category == category).Color;
        var others = HabitWorld.Colors.Where(c => c != color).ToArray();
        var other = others[draws.Below(others.Length)];
        var usual = HabitWorld.UsualColor(category);
        if (draws.Uniform() < 0.7 && usual != color) other = usual;
        return new(category, yes ? color : other);
    }

    private static RelationFact Turned(RelationFact fact, bool keep) =>
        keep ? fact : fact with { Kind = fact.Kind.Opposite()!.Value };
}
