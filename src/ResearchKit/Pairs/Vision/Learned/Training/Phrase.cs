using ResearchKit.Datasets;
using ResearchKit.Scenes;

namespace ResearchKit.Pairs.Vision.Learned.Training;

/// <summary>What a detector is asked for in training.</summary>
/// <param name="Text">The words.</param>
/// <param name="Names">Whether they name an object.</param>
internal sealed record Phrase(string Text, Func<SceneObject, bool> Names)
{
    private const int WithAttribute = 32;

    /// <summary>
    /// Every category, in the singular or in the plural; some objects of the samples by noun and state, pattern, size
    /// or color; and an unknown word, which names nothing.
    /// </summary>
    public static IReadOnlyList<Phrase> Draw(IReadOnlyList<SceneSample> samples, SeededDraws draws)
    {
        var phrases = new List<Phrase> { new("?", _ => false) };
        foreach (var category in Enum.GetValues<Category>())
            phrases.Add(new(draws.Below(2) == 0 ? category.Noun() : category.Plural(), o => o.Category == category));
        for (var i = 0; i < WithAttribute; i++)
        {
            var objects = samples[draws.Below(samples.Count)].Scene.Objects;
            phrases.Add(Describe(objects[draws.Below(objects.Count)], draws.Below(4)));
        }
        return phrases;
    }

    private static Phrase Describe(SceneObject item, int by)
    {
        var noun = item.Category.Noun();
        return (by, item) switch
        {
            (0, { State: not ObjectState.None }) =>
                new($"{noun} that is {item.State.Word()}", o => Alike(o) && o.State == item.State),
            (1, { Pattern: not Pattern.Plain }) =>
                new($"{item.Pattern.Word()} {noun}", o => Alike(o) && o.Pattern == item.Pattern),
            (2, _) => new($"{item.Size.Word()} {noun}", o => Alike(o) && o.Size == item.Size),
            _ => new($"{item.Color.Word()} {noun}", o => Alike(o) && o.Color == item.Color),
        };

        bool Alike(SceneObject other) => other.Category == item.Category;
    }
}
