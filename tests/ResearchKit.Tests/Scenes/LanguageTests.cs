using ResearchKit.Scenes;

namespace ResearchKit.Tests.Scenes;

public sealed class LanguageTests
{
    private static readonly SceneGenerator Generator = new(new());

    [Fact]
    public void EverythingACaptionSaysIsTrue()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var scene = Generator.Generate(seed);
            var caption = CaptionWriter.Write(scene, new SeededRandom(seed));
            Assert.All(
                caption.Sentences,
                    s => Assert.All(s.Facts, f => Assert.True(f.IsTrueOf(scene), $"{seed}: {s.Text} {f}")));
        }
    }

    [Fact]
    public void ACaptionNamesEveryCategoryOfTheScene()
    {
        for (var seed = 0; seed < 50; seed++)
        {
            var scene = Generator.Generate(seed);
            var text = CaptionWriter.Write(scene, new SeededRandom(seed)).Text;
            foreach (var o in scene.Objects) Assert.Contains(o.Category.Noun(), text);
        }
    }

    [Fact]
    public void ASentenceReadsAsEnglish()
    {
        var scene = new Scene(64, 64, Background.Beach,
            [new(Category.Apple, ObjectColor.Orange, ObjectSize.Small, Pattern.Plain, ObjectState.None,
                new(2, 2, 15, 15))]);
        var random = new SeededRandom(0);
        var texts = Enumerable.Range(0, 400).Select(_ => CaptionWriter.Write(scene, random).Text).ToHashSet();
        Assert.Contains("The scene takes place on a beach. There is an orange apple.", texts);
        Assert.Contains("Everything here is on a beach. One can see a small orange apple.", texts);
        Assert.Equal(18, texts.Count); // three places, three ways to introduce it, with and without its size
    }

    [Fact]
    public void QuestionsAreBalancedAndTheirAnswersTrue()
    {
        var kinds = new Dictionary<QuestionKind, int>();
        for (var seed = 0; seed < 200; seed++)
        {
            var scene = Generator.Generate(seed);
            var questions = QuestionWriter.Write(scene, new SeededRandom(seed));
            Assert.All(questions, q => Assert.Equal(q.Answer, q.Fact.IsTrueOf(scene)));
            foreach (var group in questions.GroupBy(q => q.Kind))
            {
                Assert.Equal(group.Count(q => q.Answer), group.Count(q => !q.Answer));
                kinds[group.Key] = kinds.GetValueOrDefault(group.Key) + group.Count();
            }
        }
        Assert.All(Enum.GetValues<QuestionKind>(), k => Assert.True(kinds[k] > 200));
    }

    [Fact]
    public void TheFirstThingAskedForInVainCoOccursWithWhatIsThere()
    {
        var scene = new Scene(64, 64, Background.Sea,
            [new(Category.Boat, ObjectColor.Red, ObjectSize.Large, Pattern.Plain, ObjectState.Sailing,
                new(5, 5, 24, 24))]);
        var no = QuestionWriter.Write(scene, new SeededRandom(0))
            .First(q => q.Kind == QuestionKind.Existence && !q.Answer);
        Assert.Equal("Is there a fish in this picture?", no.Text);
    }
}
