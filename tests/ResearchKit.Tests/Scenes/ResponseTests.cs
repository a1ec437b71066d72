using ResearchKit.Scenes;

namespace ResearchKit.Tests.Scenes;

public sealed class ResponseTests
{
    private static readonly SceneGenerator Generator = new(new());

    [Theory]
    [InlineData(ResponseTask.Describe, 200)]
    [InlineData(ResponseTask.Compare, 120)]
    [InlineData(ResponseTask.Reason, 150)]
    public void EverythingAResponseSaysIsTrue(ResponseTask task, int atLeast)
    {
        var written = 0;
        for (var seed = 0; seed < 200; seed++)
        {
            var scene = Generator.Generate(seed);
            if (ResponseWriter.Write(scene, task, new SeededRandom(seed)) is not { } response) continue;
            written++;
            Assert.All(
                response.Sentences,
                    s => Assert.All(s.Facts, f => Assert.True(f.IsTrueOf(scene), $"{seed}: {s.Text} {f}")));
        }
        Assert.True(written >= atLeast, $"{written} of 200 scenes give a response");
    }

    [Fact]
    public void ComparisonsReadAsEnglishInBothDirections()
    {
        var scene =
            Of(Item(Category.Tree, ObjectSize.Large, 40), Item(Category.Cup, ObjectSize.Small, 2, ObjectState.Full),
                Item(Category.Fish, ObjectSize.Small, 20), Item(Category.Fish, ObjectSize.Small, 2, y: 40));
        var texts = Enumerable.Range(0, 400).SelectMany(s => ComparisonWriter.Write(scene, new SeededRandom(s)))
            .Select(s => s.Text).ToHashSet();
        Assert.Contains("The tree is larger than the cup.", texts);
        Assert.Contains("The cup looks smaller than the tree.", texts);
        Assert.Contains("There are more fish than cups.", texts);
        Assert.Contains("One can count fewer trees than fish.", texts);
        Assert.DoesNotContain(texts, t => t.Contains("larger than the fish")); // two fish: "the fish" could be either
        Assert.Equal(12, texts.Count); // three true comparisons, two directions, two ways to say each
    }

    [Fact]
    public void NoCategoryIsComparedTwice()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var facts = ComparisonWriter.Write(Generator.Generate(seed), new SeededRandom(seed), most: 3)
                .SelectMany(s => s.Facts).Cast<ComparisonFact>().ToArray();
            var compared = facts.SelectMany(f => new[] { f.Subject, f.Object }).ToArray();
            Assert.Equal(compared.Length, compared.Distinct().Count());
        }
    }

    [Fact]
    public void StepsReadAsEnglish()
    {
        var scene =
            Of(Item(Category.Lamp, ObjectSize.Large, 2, ObjectState.Dark), Item(Category.Star, ObjectSize.Small, 30),
                Item(Category.Ball, ObjectSize.Small, 48));
        var texts = Enumerable.Range(0, 400).SelectMany(s => ReasoningWriter.Write(scene, new SeededRandom(s)))
            .Select(s => s.Text).ToHashSet();
        Assert.Contains(
            "The lamp is to the left of the star and the star is to the left of the ball, so the lamp is to the " +
            "left of the ball.", texts);
        Assert.Contains("The star is small and the lamp is large, so the star is smaller than the lamp.", texts);
        Assert.Contains("The lamp is dark, so it gives no light.", texts);
        Assert.Contains("There is one ball among three objects, so two objects are something else.", texts);
    }

    [Fact]
    public void StepIsBrokenByItsConclusionAlone()
    {
        var scene = Of(Item(Category.Lamp, ObjectSize.Large, 2, ObjectState.Dark));
        var premise = new StateFact(Category.Lamp, ObjectState.Dark);
        var broken = new ReasoningFact(premise, null, new ConsequenceFact(Category.Lamp, ObjectState.Lit));
        Assert.True(
            new ReasoningFact(premise, null, new ConsequenceFact(Category.Lamp, ObjectState.Dark)).IsTrueOf(scene));
        Assert.False(broken.IsTrueOf(scene));
        Assert.True(broken.PremisesHoldIn(scene));
        Assert.False(
            new ReasoningFact(premise, new TotalFact(2), new RestFact(Category.Lamp, 0)).PremisesHoldIn(scene));
    }

    [Fact]
    public void EveryPartOfAResponseCanBeAskedFor()
    {
        var asked = new HashSet<Type>();
        for (var seed = 0; seed < 100; seed++)
        {
            var scene = Generator.Generate(seed);
            foreach (var task in Enum.GetValues<ResponseTask>())
                foreach (var fact in ResponseWriter.Write(scene, task,
                    new SeededRandom(seed))?.Sentences.SelectMany(s => s.Facts) ?? [])
                    foreach (var part in fact is ReasoningFact r
                        ? new[] { r.Premise, r.Second, r.Conclusion }.OfType<Fact>() : [fact])
                    {
                        var question = QuestionWriter.About(part, scene);
                        Assert.True(question.Answer, question.Text);
                        Assert.EndsWith("?", question.Text);
                        asked.Add(part.GetType());
                    }
        }
        Assert.Equal(12, asked.Count);
        var lamp = Of(Item(Category.Lamp, ObjectSize.Large, 2, ObjectState.Dark));
        Assert.Equal("Is the lamp small in this picture?",
            QuestionWriter.About(new SizeFact(Category.Lamp, ObjectSize.Small), lamp).Text);
        Assert.False(QuestionWriter.About(new SizeFact(Category.Lamp, ObjectSize.Small), lamp).Answer);
    }

    private static Scene Of(params SceneObject[] objects) => new(64, 64, Background.Room, objects);

    private static SceneObject Item(Category category, ObjectSize size, int x, ObjectState state = ObjectState.None,
        int y = 2) =>
        new(category, ObjectColor.Red, size, Pattern.Plain, state,
            new(x, y, size == ObjectSize.Small ? 15 : 22, size == ObjectSize.Small ? 15 : 22));
}
