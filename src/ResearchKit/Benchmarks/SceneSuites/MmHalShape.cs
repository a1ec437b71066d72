using ResearchKit.Scenes;

namespace ResearchKit.Benchmarks.SceneSuites;

/// <summary>MMHal-Bench's eight types of open questions over scenes, one to a scene in turn.</summary>
internal static class MmHalShape
{
    public static IReadOnlyList<OpenQuestion> Questions(Scene[] scenes) => [.. scenes.Select(Ask)];

    private static OpenQuestion Ask(Scene scene, int index)
    {
        var item = scene.Objects.FirstOrDefault(o => scene.CountOf(o.Category) == 1) ?? scene.Objects[0];
        string noun = item.Category.Noun(), color = item.Color.Word();
        var count = scene.CountOf(item.Category);
        var other = ((ObjectColor)(((int)item.Color + 3) % Enum.GetValues<ObjectColor>().Length)).Word();
        var absent = Enum.GetValues<Category>()
            .First(c => scene.CountOf(c) == 0 && c != CoOccurrence.CoOccurringCategoryOf(item.Category)).Noun();
        var coOccurring = AmberShape.Expected(scene).Select(c => c.Noun()).FirstOrDefault() ?? absent;
        var place = scene.Background.Word();
        var elsewhere = (scene.Background == Background.Sea ? Background.Room : Background.Sea).Word();
        var number = Words.Number(count);
        return (index % 8) switch
        {
            0 => New("attribute", $"What color is the {noun}?", $"The {noun} is {color}.", $"The {noun} is {other}.",
                color),
            1 => New("adversarial", $"What is the {coOccurring} next to the {noun} like?",
                $"There is no {coOccurring} here.",
                $"The {coOccurring} is large and {color}.", $"no {coOccurring}"),
            2 => New("comparison", $"Which is there, a {noun} or a {absent}?", $"There is a {noun}.",
                $"There is a {absent}.", noun),
            3 => New("counting", $"How many of these are there: {item.Category.Plural()}?", $"I count {number}.",
                $"I count {Words.Number(count + 2)}.", number),
            4 => New("relation", $"What else is in the scene with the {noun}?", Others(scene, item.Category),
                $"A {absent} stands beside the {noun}.", NounBeside(scene, item.Category)),
            5 => New("environment", "Where does this take place?", $"It takes place {place}.",
                $"It takes place {elsewhere}.", place),
            6 => New("holistic", "What does the image show?", Others(scene, null),
                $"It shows {Words.A(absent)} and {Words.A(noun)}.", noun),
            _ => New("other", $"Is it true that the {noun} is {color}?", $"Yes, it is {color}.", $"No, it is {other}.",
                color),
        };

        OpenQuestion New(string type, string text, string truth, string wrong, string key) =>
            new(index, type, text, truth, wrong, key);
    }

    private static string NounBeside(Scene scene, Category category) =>
        scene.Objects.Select(o => o.Category).Where(c => c != category).Select(c => c.Noun())
        .FirstOrDefault("nothing else");

    private static string Others(Scene scene, Category? but)
    {
        string[] names =
            [.. scene.Objects.Select(o => o.Category).Distinct().Where(c => c != but).Select(c => Words.A(c.Noun()))];
        return names.Length == 0 ? "Nothing else." : $"There is {string.Join(", ", names)}.";
    }
}
