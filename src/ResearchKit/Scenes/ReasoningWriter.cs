namespace ResearchKit.Scenes;

/// <summary>Draws conclusions from what is in a scene, one step in each sentence: "..., so ..." or "..., hence
/// ...".</summary>
public static class ReasoningWriter
{
    private static readonly string[] Connectives = [", so ", ", hence "];

    /// <summary>Where the conclusion of a sentence begins; 0 if it draws none.</summary>
    public static int ConclusionOf(string sentence)
    {
        foreach (var connective in Connectives)
            if (sentence.IndexOf(connective, StringComparison.Ordinal) is >= 0 and var at)
                return at + connective.Length;
        return 0;
    }

    /// <summary>
    /// Up to <paramref name="most"/> steps of different kinds, so that none repeats what another concludes: a chain of
    /// two relations, two sizes compared, what follows from a state, and a subtraction. Empty if the scene supports
    /// none.
    /// </summary>
    /// <param name="scene">The scene.</param>
    /// <param name="random">Chooses kinds, objects and words.</param>
    /// <param name="most">Most steps.</param>
    public static IReadOnlyList<CaptionSentence> Write(Scene scene, SeededRandom random, int most = 2)
    {
        var kinds = new[] { Chains(scene), Sizes(scene), States(scene), Differences(scene) };
        random.Shuffle(kinds);
        return [.. kinds.Where(k => k.Length > 0).Take(most).Select(k => k[random.Next(k.Length)])
            .Select(f => new CaptionSentence(Say(f, random), [f]))];
    }

    // a lies to b as b does to c, and therefore as a does to c.
    private static ReasoningFact[] Chains(Scene scene)
    {
        var facts = Relations.Of(scene).Where(r => r.Kind.Opposite() is not null)
            .Select(r => new RelationFact(scene.Objects[r.Subject].Category, r.Kind, scene.Objects[r.Object].Category))
            .Where(f => scene.CountOf(f.Subject) == 1 && scene.CountOf(f.Object) == 1).ToArray();
        return
        [
            .. from f in facts from g in facts where f.Kind == g.Kind && f.Object == g.Subject
               let conclusion = new RelationFact(f.Subject, f.Kind, g.Object)
               // What stands on the last of them is above it in the image, but is not called so.
               where conclusion.IsTrueOf(scene)
               select new ReasoningFact(f, g, conclusion),
        ];
    }

    private static ReasoningFact[] Sizes(Scene scene)
    {
        var single = scene.Objects.Where(o => scene.CountOf(o.Category) == 1).ToArray();
        return
        [
            .. from a in single from b in single where a.Size != b.Size
               let kind = a.Size == ObjectSize.Large ? ComparisonKind.Larger : ComparisonKind.Smaller
               select new ReasoningFact(new SizeFact(a.Category, a.Size), new SizeFact(b.Category, b.Size),
                   new ComparisonFact(a.Category, kind, b.Category)),
        ];
    }

    private static ReasoningFact[] States(Scene scene) =>
    [
        .. from o in scene.Objects where o.State != ObjectState.None && scene.CountOf(o.Category) == 1
           select new ReasoningFact(new StateFact(o.Category, o.State), null, new ConsequenceFact(o.Category, o.State)),
    ];

    private static ReasoningFact[] Differences(Scene scene)
    {
        var total = scene.Objects.Count;
        return
        [
            .. from category in scene.Objects.Select(o => o.Category).Distinct()
               let rest = total - scene.CountOf(category) where rest >= 2
               select new ReasoningFact(new CountFact(category, total - rest), new TotalFact(total),
                   new RestFact(category, rest)),
        ];
    }

    private static string Say(ReasoningFact step, SeededRandom random)
    {
        var (premises, conclusion) = (step.Premise, step.Second, step.Conclusion) switch
        {
            (RelationFact f, RelationFact g, RelationFact c) => ($"{Lies(f)} and {Lies(g)}", Lies(c)),
            (SizeFact a, SizeFact b, ComparisonFact c) =>
                ($"The {a.Category.Noun()} is {a.Size.Word()} and the {b.Category.Noun()} is {b.Size.Word()}",
                $"the {c.Subject.Noun()} is {c.Kind.Word()} than the {c.Object.Noun()}"),
            (StateFact s, null, ConsequenceFact c) =>
                ($"The {s.Category.Noun()} is {s.State.Word()}", c.State.Consequence()),
            (CountFact n, TotalFact t, RestFact r) => (
                Choose(random, n.Count == 1 ? ["There is", "One can see"] : ["There are", "One can count"])
                + $" {Words.Number(n.Count)} {n.Category.Noun(n.Count)} among {Words.Number(t.Count)} objects",
                $"{Words.Number(r.Count)} objects are something else"),
            _ => throw new ArgumentException($"no sentence says {step}", nameof(step)),
        };
        return char.ToUpperInvariant(premises[0]) + premises[1..] + Choose(random, Connectives) + conclusion + ".";
    }

    private static string Lies(RelationFact f) => $"the {f.Subject.Noun()} is {f.Kind.Word()} the {f.Object.Noun()}";

    private static string Choose(SeededRandom random, string[] ways) => ways[random.Next(ways.Length)];
}
