namespace ResearchKit.Scenes;

/// <summary>
/// Asks about scenes. Each Yes question comes with a No question of the same form, so that an answerer who always says
/// Yes is right half of the time; absent things are asked for by their planted company first.
/// </summary>
public static class QuestionWriter
{
    /// <summary>The questions of a scene, Yes and No in equal number for each kind.</summary>
    /// <param name="scene">The scene.</param>
    /// <param name="random">Chooses wrong values and which relations are asked for.</param>
    public static IReadOnlyList<Question> Write(Scene scene, SeededRandom random)
    {
        var questions = new List<Question>();
        var present = scene.Objects.Select(o => o.Category).Distinct().ToArray();
        // What usually comes with what is there but is absent is the hardest thing to deny.
        var absent =
            new Queue<Category>(present.Select(CoOccurrence.CoOccurringCategoryOf)
                .Concat(Shuffled(Enum.GetValues<Category>(), random))
            .Where(c => !present.Contains(c)).Distinct());
        foreach (var category in present)
        {
            if (absent.TryDequeue(out var missing)) Pair(new ExistenceFact(category), new ExistenceFact(missing));
            Attribute(category);
        }
        var relations = Relations.Of(scene).Where(r => r.Kind.Opposite() is not null)
            .Select(r => new RelationFact(scene.Objects[r.Subject].Category, r.Kind, scene.Objects[r.Object].Category))
            .Where(f => f.Subject != f.Object).Distinct().ToArray();
        foreach (var fact in Shuffled(relations, random).Take(present.Length))
            Pair(fact, fact with { Kind = fact.Kind.Opposite()!.Value });
        return questions;

        void Attribute(Category category)
        {
            var count = scene.CountOf(category);
            Pair(new CountFact(category, count), new CountFact(category, count == 1 ? 2 : count - 1));
            if (count > 1) return;
            var item = scene.Objects.First(o => o.Category == category);
            Pair(new ColorFact(category, item.Color), new ColorFact(category, Other(item.Color, random)));
            if (item.State != ObjectState.None)
                Pair(new StateFact(category, item.State),
                    new StateFact(category, Attributes.StatesOf(category).First(s => s != item.State)));
        }

        // A pair is asked only if its Yes is true and its No is false: several objects of a category can make both
        // true.
        void Pair(Fact yes, Fact no)
        {
            if (!yes.IsTrueOf(scene) || no.IsTrueOf(scene)) return;
            questions.Add(Ask(yes, true));
            questions.Add(Ask(no, false));
        }
    }

    /// <summary>The question whether a fact holds, with the true answer.</summary>
    /// <param name="fact">Any fact but a <see cref="ReasoningFact"/>, whose parts can be asked for one by one.</param>
    /// <param name="scene">The scene.</param>
    /// <exception cref="ArgumentException">No single question asks for the fact.</exception>
    public static Question About(Fact fact, Scene scene) => Ask(fact, fact.IsTrueOf(scene));

    private static Question Ask(Fact fact, bool answer) => fact switch
    {
        ExistenceFact f =>
            new(QuestionKind.Existence, $"Is there {Words.A(f.Category.Noun())} in this picture?", fact, answer),
        CountFact f => new(QuestionKind.Attribute,
            f.Count == 1 ? $"Is there exactly one {f.Category.Noun()} in this picture?"
                : $"Are there exactly {Words.Number(f.Count)} {f.Category.Noun(f.Count)} in this picture?", fact,
                answer),
        ColorFact f =>
            new(QuestionKind.Attribute, $"Is the {f.Category.Noun()} {f.Color.Word()} in this picture?", fact, answer),
        StateFact f =>
            new(QuestionKind.Attribute, $"Is the {f.Category.Noun()} {f.State.Word()} in this picture?", fact, answer),
        RelationFact f => new(QuestionKind.Relation,
            $"Is the {f.Subject.Noun()} {f.Kind.Word()} the {f.Object.Noun()} in this picture?", fact, answer),
        SizeFact f =>
            new(QuestionKind.Attribute, $"Is the {f.Category.Noun()} {f.Size.Word()} in this picture?", fact, answer),
        PatternFact f =>
            new(QuestionKind.Attribute, $"Is the {f.Category.Noun()} {f.Pattern.Word()} in this picture?", fact,
                answer),
        PlaceFact f =>
            new(QuestionKind.Attribute, $"Does this picture show a scene {f.Background.Word()}?", fact, answer),
        ConsequenceFact f =>
            new(QuestionKind.Attribute,
                $"Can one say of the {f.Category.Noun()} in this picture: {f.State.Consequence()}?", fact, answer),
        TotalFact f =>
            new(QuestionKind.Attribute, $"Are there exactly {Words.Number(f.Count)} objects in this picture?", fact,
                answer),
        RestFact f => new(QuestionKind.Attribute,
            $"Are there exactly {Words.Number(f.Count)} objects other than {f.Except.Plural()} in this picture?", fact,
            answer),
        ComparisonFact { Kind: ComparisonKind.Larger or ComparisonKind.Smaller } f => new(QuestionKind.Relation,
            $"Is the {f.Subject.Noun()} {f.Kind.Word()} than the {f.Object.Noun()} in this picture?", fact, answer),
        ComparisonFact f => new(QuestionKind.Relation,
            $"Are there {f.Kind.Word()} {f.Subject.Plural()} than {f.Object.Plural()} in this picture?", fact, answer),
        _ => throw new ArgumentException($"no question asks for {fact}", nameof(fact)),
    };

    private static ObjectColor Other(ObjectColor color, SeededRandom random)
    {
        var count = Enum.GetValues<ObjectColor>().Length;
        return (ObjectColor)(((int)color + 1 + random.Next(count - 1)) % count);
    }

    private static T[] Shuffled<T>(T[] items, SeededRandom random)
    {
        var copy = (T[])items.Clone();
        random.Shuffle(copy);
        return copy;
    }
}
