using ResearchKit.Pairs.Language;
using ResearchKit.Scenes;

namespace ResearchKit.Tests.Pairs;

public sealed class CaptionEditTests
{
    private const int Count = 1500;
    private static readonly Lazy<(Scene Scene, Caption Caption)[]> Corpus = new(() =>
    [
        .. Enumerable.Range(0, Count).Select(seed => new SceneGenerator(new()).Generate(seed)).Select((s, i) => (s, CaptionWriter.Write(s, new Random(i)))),
    ]);

    [Theory]
    [InlineData(EditType.Color)]
    [InlineData(EditType.Count)]
    [InlineData(EditType.Size)]
    [InlineData(EditType.Relation)]
    [InlineData(EditType.Existence)]
    [InlineData(EditType.Attribute)]
    public void AnEditMakesItsSentencesFalseAndKeepsLengthAndStyle(EditType type)
    {
        var random = new Random(1);
        var edits = 0;
        foreach (var (scene, caption) in Corpus.Value.Take(200))
        {
            if (CaptionEditor.Uniform.Edit(scene, caption, type, random) is not { } edit) continue;
            edits++;
            Assert.Equal(type, edit.Type);
            Assert.True(edit.Truth.HoldsIn(scene));
            Assert.False(edit.Error.HoldsIn(scene));
            Assert.NotEqual(caption.Text, edit.Rejected.Text);
            Assert.Contains(edit.Rejected.Sentences.SelectMany(s => s.Facts), f => f == edit.Error);
            Assert.Equal(caption.Sentences.Count, edit.Rejected.Sentences.Count);
            string[] before = caption.Text.Split(' '), after = edit.Rejected.Text.Split(' ');
            Assert.InRange(after.Length, before.Length - 1, before.Length + 1); // "blooming" and "in bud"
            if (type != EditType.Existence)
                Assert.Single(caption.Sentences.Zip(edit.Rejected.Sentences), p => p.First.Text != p.Second.Text);
            else
                Assert.DoesNotContain(((ExistenceFact)edit.Truth).Category, edit.Rejected.Sentences.SelectMany(s => s.Facts).OfType<ExistenceFact>().Select(f => f.Category));
            Assert.DoesNotMatch(@"\ba [aeio]|\ban [^aeiou]", edit.Rejected.Text);
        }
        Assert.True(edits >= 15, $"{edits} edits of 200");
    }

    [Fact]
    public void AnEditReadsAsExpected()
    {
        var apple = new SceneObject(Category.Apple, ObjectColor.Red, ObjectSize.Small, Pattern.Plain, ObjectState.None, new(2, 2, 15, 15));
        var scene = new Scene(64, 64, Background.Beach, [apple]);
        var caption = new Caption([new("There is a red apple.", [new ExistenceFact(Category.Apple), new ColorFact(Category.Apple, ObjectColor.Red)])]);
        var texts = Enumerable.Range(0, 300).Select(s => CaptionEditor.Uniform.Edit(scene, caption, EditType.Color, new Random(s))!.Rejected.Text).ToHashSet();
        Assert.Contains("There is an orange apple.", texts);
        Assert.Equal(7, texts.Count); // the other colours
    }

    [Fact]
    public void BalancedEditsLeaveNoShortcutAndCarelessOnesDo()
    {
        var editor = CaptionEditor.Balanced(Corpus.Value.Select(c => c.Caption));
        var balanced = Accuracy(editor);
        var uniform = Accuracy(CaptionEditor.Uniform);
        TestContext.Current.TestOutputHelper?.WriteLine($"balanced {balanced:F4}, uniform {uniform:F4}");
        Assert.InRange(balanced, 0.47, 0.53);
        Assert.True(uniform > balanced, $"uniform {uniform}, balanced {balanced}");
    }

    [Fact]
    public void NaiveNegativesGiveThemselvesAway()
    {
        var random = new Random(9);
        var texts = Corpus.Value.Take(400).Select(c => c.Caption.Text).ToArray();
        var truncated = ShortcutDetector.CrossValidate(texts, [.. texts.Select(NaiveNegatives.Truncated)]).Accuracy;
        var longer = ShortcutDetector.CrossValidate(texts, [.. Corpus.Value.Take(400).Select(c => NaiveNegatives.Longer(c.Scene, c.Caption, random))]).Accuracy;
        var other = ShortcutDetector.CrossValidate(texts, [.. texts.Select((_, i) => NaiveNegatives.OfAnotherImage(texts, i, random))]).Accuracy;
        TestContext.Current.TestOutputHelper?.WriteLine($"truncated {truncated:F4}, longer {longer:F4}, other {other:F4}");
        Assert.True(truncated > 0.85, $"{truncated}");
        Assert.True(longer > 0.85, $"{longer}");
        // Another picture's response is written by the same hand: what gives it away is the picture, not its words. Each text
        // stands once on either side, often in different folds, which drives the detector below chance.
        Assert.InRange(other, 0.35, 0.55);
    }

    [Fact]
    public void DetectorFindsAPlantedWordAndRefusesWhatItCannotSplit()
    {
        string[] chosen = [.. Enumerable.Range(0, 40).Select(i => $"word{i % 7} good end")];
        string[] rejected = [.. Enumerable.Range(0, 40).Select(i => $"word{i % 7} bad end")];
        Assert.Equal(1, ShortcutDetector.CrossValidate(chosen, rejected).Accuracy);
        Assert.Throws<ArgumentException>(() => ShortcutDetector.CrossValidate(chosen, rejected[..3]));
        Assert.Throws<ArgumentException>(() => ShortcutDetector.CrossValidate(chosen[..3], rejected[..3]));
    }

    private static double Accuracy(CaptionEditor editor)
    {
        var random = new Random(4);
        var pairs = Corpus.Value.Select(c => (Chosen: c.Caption.Text, Edit: editor.Edit(c.Scene, c.Caption, random)))
            .Where(p => p.Edit is not null).ToArray();
        Assert.True(pairs.Length > Count * 0.9, $"{pairs.Length} pairs");
        return ShortcutDetector.CrossValidate([.. pairs.Select(p => p.Chosen)], [.. pairs.Select(p => p.Edit!.Rejected.Text)]).Accuracy;
    }
}
