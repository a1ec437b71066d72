using ResearchKit.Pairs.Vision.Learned.Networks;
using ResearchKit.Scenes;

namespace ResearchKit.Tests.Pairs.Learned;

public sealed class VocabularyTests
{
    private static readonly Vocabulary Small = new(["a", "ball", "red"]);

    [Fact]
    public void WordsAreNumberedFromTwoWhateverCaseAndPunctuation() =>
        Assert.Equal([2, 4, 3], Small.Encode("A red, ball."));

    [Fact]
    public void AnUnknownWordIsAnUnknownWordAndATextWithoutWordsIsOne()
    {
        Assert.Equal([2, Vocabulary.Unknown, 3], Small.Encode("a zebra ball"));
        Assert.Equal([Vocabulary.Unknown], Small.Encode(" ... "));
        Assert.True(Small.Knows("Ball"));
        Assert.False(Small.Knows("zebra"));
    }

    [Fact]
    public void LongTextsAreCut() =>
        Assert.Equal(Vocabulary.MaxLength, Small.Encode(string.Join(' ', Enumerable.Repeat("ball", 100))).Length);

    [Fact]
    public void TextsOfDifferentLengthAreFilledUp()
    {
        using var stacked = Vocabulary.Stack([[2, 4, 3], [3]]);
        Assert.Equal([2, 3], stacked.shape);
        Assert.Equal([2, 4, 3, 3, Vocabulary.Padding, Vocabulary.Padding], stacked.data<long>().ToArray());
    }

    [Fact]
    public void CaptionsOfOtherScenesHaveNoUnknownWords()
    {
        var generator = new SceneGenerator(new());
        Caption[] captions =
            [.. Enumerable.Range(0, 1200)
                .Select(seed => CaptionWriter.Write(generator.Generate(seed), new SeededRandom(seed)))];
        var vocabulary = Vocabulary.Of(captions[..1000]);
        Assert.All(captions[1000..], c => Assert.DoesNotContain(Vocabulary.Unknown, vocabulary.Encode(c.Text)));
        Assert.All(
            Enum.GetValues<Category>(), c => Assert.True(vocabulary.Knows(c.Noun()) && vocabulary.Knows(c.Plural())));
    }

    [Fact]
    public void AWordTwiceIsRejected() => Assert.Throws<ArgumentException>(() => new Vocabulary(["ball", "ball"]));
}
