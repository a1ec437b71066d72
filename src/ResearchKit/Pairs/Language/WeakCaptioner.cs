using ResearchKit.Scenes;

namespace ResearchKit.Pairs.Language;

/// <summary>
/// Another hand: a captioner that only lists what it sees, in the short generic way of small models. What it says is
/// true. Rejected responses of naive preference data often come from such a model.
/// </summary>
public static class WeakCaptioner
{
    /// <summary>One sentence that names the categories and their numbers.</summary>
    /// <param name="scene">The scene.</param>
    /// <param name="random">Chooses the words.</param>
    public static Caption Write(Scene scene, SeededRandom random)
    {
        var groups = scene.Objects.GroupBy(o => o.Category).Select(g => (Category: g.Key, Count: g.Count())).ToArray();
        var names =
            groups.Select(g => g.Count == 1 ? Words.A(g.Category.Noun())
                : $"{Words.Number(g.Count)} {g.Category.Plural()}").ToArray();
        var list = names.Length == 1 ? names[0] : string.Join(", ", names[..^1]) + " and " + names[^1];
        Fact[] seen =
            [.. groups.SelectMany(g => g.Count == 1 ? new Fact[] { new ExistenceFact(g.Category) }
                : [new ExistenceFact(g.Category), new CountFact(g.Category, g.Count)])];
        return random.Next(3) switch
        {
            0 => new([new($"An image of {list}.", seen)]),
            1 => new(
                [new($"This is a drawing with {list} {scene.Background.Word()}.",
                    [.. seen, new PlaceFact(scene.Background)])]),
            _ => new([new($"A cartoon picture featuring {list}.", seen)]),
        };
    }
}
