using ResearchKit.Pairs.Language;
using ResearchKit.Scenes;

namespace ResearchKit.Tests.Pairs;

public sealed class WritingStyleTests
{
    private static readonly Caption Caption = new(
    [
        new("", [new PlaceFact(Background.Room)]),
        new("", [new ExistenceFact(Category.Lamp), new ColorFact(Category.Lamp, ObjectColor.Orange),
            new PatternFact(Category.Lamp, Pattern.Striped), new SizeFact(Category.Lamp, ObjectSize.Small),
            new StateFact(Category.Lamp, ObjectState.Lit)]),
        new("", [new ExistenceFact(Category.Cup), new CountFact(Category.Cup, 2)]),
        new("", [new RelationFact(Category.Lamp, RelationKind.LeftOf, Category.Clock)]),
    ]);

    [Fact]
    public void TheSameFactsReadDifferentlyInEachStyle()
    {
        Assert.Contains(
            "The scene takes place in a room. There is a small striped orange lamp that is lit. The picture shows " +
            "two cups. The lamp is to the left of the clock.", All(WritingStyle.Plain));
        Assert.Contains(
            "Setting: in a room. A small striped orange lamp (lit). Visible: two cups. Lamp to the left of clock.",
            All(WritingStyle.Clipped));
        Assert.Contains(
            "The image captures a scene that is set in a room. Additionally, a small striped orange lamp that " +
            "appears to be lit can be noticed. In the image, we can clearly observe two cups. Moreover, the lamp " +
            "can be found to the left of the clock.", All(WritingStyle.Wordy));
        Assert.All(new[] { WritingStyle.Plain, WritingStyle.Clipped, WritingStyle.Wordy }, v => Assert.Equal(
            Caption.Sentences.Select(s => s.Facts),
            v.Rewrite(Caption, new SeededRandom(0)).Sentences.Select(s => s.Facts)));
        var comparison =
            new Caption([new("", [new ComparisonFact(Category.Cup, ComparisonKind.Larger, Category.Lamp)])]);
        Assert.Throws<ArgumentException>(() => WritingStyle.Plain.Rewrite(comparison, new SeededRandom(0)));

        static HashSet<string> All(WritingStyle style) =>
            [.. Enumerable.Range(0, 500).Select(s => style.Rewrite(Caption, new SeededRandom(s)).Text)];
    }
}
