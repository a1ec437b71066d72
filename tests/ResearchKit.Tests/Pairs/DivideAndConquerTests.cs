using ResearchKit.Pairs.Language;
using ResearchKit.Scenes;

namespace ResearchKit.Tests.Pairs;

public sealed class DivideAndConquerTests
{
    private static readonly Scene Scene = new(64, 64, Background.Beach,
        [new(Category.Apple, ObjectColor.Red, ObjectSize.Small, Pattern.Plain, ObjectState.None, new(2, 2, 15, 15))]);

    private static readonly Caption True =
        Says(new ExistenceFact(Category.Apple), new ColorFact(Category.Apple, ObjectColor.Red));
    private static readonly Caption OneWrong =
        Says(new ExistenceFact(Category.Apple), new ColorFact(Category.Apple, ObjectColor.Blue));
    private static readonly Caption TwoWrong =
        Says(new ExistenceFact(Category.Cat), new ColorFact(Category.Apple, ObjectColor.Blue),
            new SizeFact(Category.Apple, ObjectSize.Small));

    [Fact]
    public void AResponseScoresMinusItsRejectedClaims()
    {
        var honest = new DivideAndConquer(new NoisyOracle(0));
        Assert.Equal([0, -1, -2],
            new[] { True, OneWrong, TwoWrong }.Select(r => honest.Label(Scene, r, new SeededRandom(0)).Score));
        // Who always errs rejects what is true.
        var liar = new DivideAndConquer(new NoisyOracle(1));
        Assert.Equal([-2, -1, -1],
            new[] { True, OneWrong, TwoWrong }.Select(r => liar.Label(Scene, r, new SeededRandom(0)).Score));
        Assert.Equal(-2, liar.Label(Scene, TwoWrong, new SeededRandom(0)).TrueScore);
        Assert.Equal("Is there a cat in this picture?",
            honest.Label(Scene, TwoWrong, new SeededRandom(0)).Verdicts[0].Question.Text);
    }

    [Fact]
    public void PairsComeFromGapsOfTheScores()
    {
        var honest = new DivideAndConquer(new NoisyOracle(0));
        LabeledResponse[] labeled =
            [.. new[] { OneWrong, True, TwoWrong, OneWrong }.Select(r => honest.Label(Scene, r, new SeededRandom(0)))];
        Assert.Equal(5, DivideAndConquer.Pairs(labeled).Count); // of six pairs the two equal responses make none
        Assert.Single(DivideAndConquer.Pairs(labeled, gap: 2));
        var widest = DivideAndConquer.WidestPair(labeled)!;
        Assert.Equal((True, TwoWrong, 2), (widest.Chosen.Response, widest.Rejected.Response, widest.Gap));
        Assert.Null(DivideAndConquer.WidestPair([labeled[0], labeled[3]]));
        Assert.Throws<ArgumentOutOfRangeException>(() => DivideAndConquer.Pairs(labeled, 0));
    }

    [Fact]
    public void AStepOfReasoningIsThreeClaims()
    {
        var step =
            new ReasoningFact(new CountFact(Category.Apple, 1), new TotalFact(3), new RestFact(Category.Apple, 2));
        Assert.Equal([new CountFact(Category.Apple, 1), new TotalFact(3), new RestFact(Category.Apple, 2)],
            Claims.Of(Says(step, step)));
    }

    private static Caption Says(params Fact[] facts) => new([.. facts.Select(f => new CaptionSentence("x.", [f]))]);
}
