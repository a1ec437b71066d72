using ResearchKit.Datasets;
using ResearchKit.Experiments.VisionLanguage;
using ResearchKit.Imaging;
using ResearchKit.Scenes;

namespace ResearchKit.Experiments.Tests.VisionLanguage;

public sealed class SceneLanguageTests
{
    // A red cat at the top left, two blue balls at the bottom.
    private static readonly Scene Scene = new(64, 64, Background.Meadow,
    [
        Item(Category.Cat, ObjectColor.Red, 0, 0), Item(Category.Ball, ObjectColor.Blue, 0, 32),
        Item(Category.Ball, ObjectColor.Blue, 32, 32),
    ]);

    private static readonly Scene Couple = Scene with { Objects = [.. Scene.Objects.Take(2)] };

    [Fact]
    public void CaptionsSayWhatIsThere()
    {
        Assert.Equal("a red cat. two blue balls.", SceneLanguage.Caption(Scene, new(1)));
        Assert.Equal("a red cat. a blue ball. the cat is above the ball.", SceneLanguage.Caption(Couple, new(1)));
    }

    [Theory]
    [InlineData("is there a cat?", "yes, there is a cat.")]
    [InlineData("is there a boat?", "no, there is no boat.")]
    [InlineData("is the cat green?", "no, the cat is red.")]
    [InlineData("are there two cats?", "no, there is one cat.")]
    [InlineData("is the cat below the ball?", "no, the cat is above the ball.")]
    public void AnswersGiveTheTruthAsReason(string question, string answer)
    {
        Fact[] facts =
        [
            new ExistenceFact(Category.Cat), new ExistenceFact(Category.Boat),
            new ColorFact(Category.Cat, ObjectColor.Green), new CountFact(Category.Cat, 2),
            new RelationFact(Category.Cat, RelationKind.Below, Category.Ball),
        ];
        Assert.Equal(answer, SceneLanguage.Answer(facts.Single(f => SceneLanguage.Ask(f) == question), Couple));
    }

    [Fact]
    public void WhatIsWrittenCanBeReadAndIsTrue()
    {
        var draws = new SeededDraws(8);
        for (var i = 0; i < 100; i++)
        {
            var scene = HabitWorld.Draw(draws, HabitRates.HeldOut);
            var fact = SceneQuestions.Any(scene, draws);
            foreach (var text in new[] { SceneLanguage.Caption(scene, draws), SceneLanguage.Answer(fact, scene) })
                Assert.All(SceneLanguage.Read(text),
                    s => Assert.All(s!.Facts, f => Assert.True(f.IsTrueOf(scene), text)));
        }
    }

    [Fact]
    public void EveryWordIsInTheVocabulary()
    {
        var draws = new SeededDraws(9);
        for (var i = 0; i < 200; i++)
        {
            var scene = HabitWorld.Draw(draws, HabitRates.HeldOut);
            var fact = SceneQuestions.Any(scene, draws);
            var text = string.Join(' ', SceneLanguage.Caption(scene, draws), SceneLanguage.Ask(fact),
                SceneLanguage.Answer(fact, scene));
            var tokenizer = HallucinatingStart.Tokenizer;
            Assert.Equal(text, tokenizer.Decode(tokenizer.Encode(text)));
        }
    }

    [Fact]
    public void ACaptionIsJudgedByTheScene()
    {
        // Facts: cat, one, red; ball, one (there are two), blue; fish, one, blue; and a sentence that is none.
        var judged = new CaptionJudgment(Scene, "a red cat. a blue ball. a blue fish. the the.");
        Assert.Equal([Category.Fish], judged.Invented);
        Assert.Equal((2, 2), (judged.Present, judged.Covered));
        Assert.Equal(0, judged.Expected); // what comes with a boat, and there is no boat
        Assert.Equal((9, 4), (judged.Facts, judged.FalseFacts));
        Assert.Equal((4, 1, 5), (judged.Sentences, judged.Broken, judged.Errors));
    }

    [Fact]
    public void BenchmarkAsksForAbsentThingsAndForTheRestInPairs()
    {
        var draws = new SeededDraws(10);
        for (var i = 0; i < 50; i++)
        {
            var questions = SceneQuestions.Benchmark(HabitWorld.Draw(draws, HabitRates.HeldOut), draws).ToArray();
            Assert.All(questions.Where(q => q.Kind == QuestionKind.Existence), q => Assert.False(q.Answer));
            foreach (var kind in new[] { QuestionKind.Attribute, QuestionKind.Relation })
                Assert.Equal(questions.Count(q => q.Kind == kind && q.Answer),
                    questions.Count(q => q.Kind == kind && !q.Answer));
        }
    }

    [Fact]
    public void HardNegativesAreOneErrorOfTheSameLengthAndNaiveOnesAreNot()
    {
        static double Difference(ScenePair[] pairs) => pairs.Average(p =>
            Math.Abs(p.Chosen.Split(' ').Length - p.Rejected.Split(' ').Length));
        ScenePair[] hard = SceneEdits.Hard(new(11), 100), naive = SceneEdits.Naive(new(11), 100);
        foreach (var pair in hard.Concat(naive).Where(p => p.Prompt == SceneLanguage.Describe))
        {
            Assert.Equal(0, new CaptionJudgment(pair.Scene, pair.Chosen).Errors);
            Assert.NotEqual(0, new CaptionJudgment(pair.Scene, pair.Rejected).Errors);
        }
        Assert.True(Difference(hard) < 0.5 * Difference(naive), $"{Difference(hard)} {Difference(naive)}");
    }

    private static SceneObject Item(Category category, ObjectColor color, int x, int y) =>
        new(category, color, ObjectSize.Large, Pattern.Plain,
            Attributes.StatesOf(category) is { Count: > 0 } s ? s[0] : ObjectState.None, new Box(x + 2, y + 2, 26, 26));
}
