using ResearchKit.Pairs.Language;
using ResearchKit.Scenes;

namespace ResearchKit.Tests.Pairs;

public sealed class CaptionEditTests
{
    private const int Count = 1500;
    private static readonly Lazy<(Scene Scene, Caption Caption)[]> Corpus = new(() =>
    [
        .. Enumerable.Range(0, Count).Select(seed => new SceneGenerator(new()).Generate(seed))
        .Select((s, i) => (s, CaptionWriter.Write(s, new SeededRandom(i)))),
    ]);

    [Theory]
    [InlineData(EditType.Color)]
    [InlineData(EditType.Count)]
    [InlineData(EditType.Size)]
    [InlineData(EditType.Relation)]
    [InlineData(EditType.Existence)]
    [InlineData(EditType.Attribute)]
    [InlineData(EditType.Comparison)]
    [InlineData(EditType.Reasoning)]
    public void AnEditMakesItsSentencesFalseAndKeepsLengthAndStyle(EditType type)
    {
        var random = new SeededRandom(1);
        var edits = 0;
        foreach (var (scene, described) in Corpus.Value.Take(200))
        {
            if (Response(scene, described, type) is not { } caption) continue;
            if (CaptionEditor.Uniform.Edit(scene, caption, type, random) is not { } edit) continue;
            edits++;
            Assert.Equal(type, edit.Type);
            Assert.True(edit.Truth.IsTrueOf(scene));
            Assert.False(edit.Error.IsTrueOf(scene));
            Assert.NotEqual(caption.Text, edit.Rejected.Text);
            Assert.Contains(edit.Rejected.Sentences.SelectMany(s => s.Facts), f => f == edit.Error);
            Assert.Equal(caption.Sentences.Count, edit.Rejected.Sentences.Count);
            string[] before = caption.Text.Split(' '), after = edit.Rejected.Text.Split(' ');
            Assert.InRange(after.Length, before.Length - 1, before.Length + 1); // "blooming" and "in bud"
            if (type != EditType.Existence)
                Assert.Single(caption.Sentences.Zip(edit.Rejected.Sentences), p => p.First.Text != p.Second.Text);
            else
                Assert.DoesNotContain(((ExistenceFact)edit.Truth).Category,
                    edit.Rejected.Sentences.SelectMany(s => s.Facts).OfType<ExistenceFact>().Select(f => f.Category));
            if (type == EditType.Reasoning)
            {
                var (from, to) = ((ReasoningFact)edit.Truth, (ReasoningFact)edit.Error);
                Assert.Equal((from.Premise, from.Second), (to.Premise, to.Second));
                Assert.True(to.PremisesHoldIn(scene));
            }
            Assert.DoesNotMatch(@"\ba [aeio]|\ban [^aeiou]", edit.Rejected.Text);
        }
        Assert.True(edits >= 15, $"{edits} edits of 200");
    }

    [Fact]
    public void AnEditReadsAsExpected()
    {
        var apple =
            new SceneObject(Category.Apple, ObjectColor.Red, ObjectSize.Small, Pattern.Plain, ObjectState.None,
                new(2, 2, 15, 15));
        var scene = new Scene(64, 64, Background.Beach, [apple]);
        var caption =
            new Caption(
                [new("There is a red apple.",
                    [new ExistenceFact(Category.Apple), new ColorFact(Category.Apple, ObjectColor.Red)])]);
        var texts = Enumerable.Range(0, 300)
            .Select(s => CaptionEditor.Uniform.Edit(scene, caption, EditType.Color, new SeededRandom(s))!.Rejected.Text)
            .ToHashSet();
        Assert.Contains("There is an orange apple.", texts);
        Assert.Equal(7, texts.Count); // the other colors
    }

    [Fact]
    public void ABrokenStepKeepsItsPremises()
    {
        var lamp =
            new SceneObject(Category.Lamp, ObjectColor.Red, ObjectSize.Large, Pattern.Plain, ObjectState.Dark,
                new(2, 2, 22, 22));
        var cup =
            new SceneObject(Category.Cup, ObjectColor.Red, ObjectSize.Small, Pattern.Plain, ObjectState.Full,
                new(40, 40, 15, 15));
        var scene = new Scene(64, 64, Background.Room, [lamp, cup, cup with { Frame = new(2, 40, 15, 15) }]);
        var texts = Enumerable.Range(0, 200).Select(s => new SeededRandom(s))
            .Select(r => CaptionEditor.Uniform.Edit(scene, new(ReasoningWriter.Write(scene, r, 1)), r)!.Rejected.Text)
            .ToHashSet();
        Assert.Contains("The lamp is dark, so it gives some light.", texts);
        Assert.Contains("There is one lamp among three objects, so five objects are something else.", texts);
        Assert.All(
            texts, t =>
                Assert.Contains(t.Split(", so ")[0].Split(", hence ")[0],
                    new[] { "The lamp is dark", "There is one lamp among three objects",
                        "One can see one lamp among three objects" }));
    }

    [Fact]
    public void TheWeakEditorFailsAsOftenAsItIsTold()
    {
        var editor = new NoisyEditor(CaptionEditor.Uniform, harmless: 0.2, restyled: 0.1);
        var random = new SeededRandom(5);
        int edits = 0, harmless = 0, restyled = 0;
        foreach (var (scene, caption) in Corpus.Value)
        {
            if (editor.Edit(scene, caption, random) is not { } edit) continue;
            edits++;
            Assert.NotEqual(caption.Text, edit.Rejected.Text);
            Assert.Equal(edit.IsWrongOf(scene),
                edit.Rejected.Sentences.SelectMany(s => s.Facts).Any(f => !f.IsTrueOf(scene)));
            if (!edit.IsWrongOf(scene)) harmless++;
            if (edit.Rejected.Text.Contains("In this image, ")) restyled++;
        }
        Assert.InRange(harmless / (double)edits, 0.17, 0.23); // three standard errors of 1500 draws
        Assert.InRange(restyled / (double)edits, 0.077, 0.123);
        Assert.Throws<ArgumentException>(() => new NoisyEditor(CaptionEditor.Uniform, 0.8, 0.3));
    }

    [Fact]
    public void ThePlausibleEditorWritesWhatIsOftenWritten()
    {
        var (scene, caption) = Corpus.Value.First(c => c.Caption.Sentences.SelectMany(s => s.Facts).OfType<CountFact>()
                .Any(f => f.Count == 3));
        var editor = CaptionEditor.Plausible(Corpus.Value.Select(c => c.Caption));
        var counts = Enumerable.Range(0, 300)
            .Select(s => editor.Edit(scene, caption, EditType.Count, new SeededRandom(s)))
            .Select(e => ((CountFact)e!.Error).Count).ToArray();
        Assert.True(counts.Count(c => c == 2) > 3 * counts.Count(c => c == 4),
            $"{counts.Count(c => c == 2)} twos, {counts.Count(c => c == 4)} fours");
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
        var random = new SeededRandom(9);
        var texts = Corpus.Value.Take(400).Select(c => c.Caption.Text).ToArray();
        var truncated = ShortcutDetector.CrossValidate(texts, [.. texts.Select(NaiveNegatives.Truncated)]).Accuracy;
        var longer =
            ShortcutDetector.CrossValidate(texts,
                [.. Corpus.Value.Take(400).Select(c => NaiveNegatives.Longer(c.Scene, c.Caption, random))]).Accuracy;
        var other =
            ShortcutDetector.CrossValidate(texts,
                [.. texts.Select((_, i) => NaiveNegatives.OfAnotherImage(texts, i, random))]).Accuracy;
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"truncated {truncated:F4}, longer {longer:F4}, other {other:F4}");
        Assert.True(truncated > 0.85, $"{truncated}");
        Assert.True(longer > 0.85, $"{longer}");
        // Another image's response is written by the same hand: what gives it away is the image, not its words. Each
        // text stands once on either side, often in different folds, which drives the detector below chance.
        Assert.InRange(other, 0.35, 0.55);
    }

    [Fact]
    public void SideBySideADifferenceTellsThatIsLostAmongOtherWords()
    {
        // One of ten frequent words becomes rare: seen alone both texts look alike, side by side the new word stands
        // out.
        string[] words = [.. Enumerable.Range(0, 10).Select(i => $"w{i}")];
        var random = new SeededRandom(3);
        var chosen = Enumerable.Range(0, 400)
            .Select(_ =>
                string.Join(' ',
                    Enumerable.Range(0, 8).Select(_ => random.Next(20) == 0 ? "rare" : words[random.Next(10)])))
                    .ToArray();
        var rejected =
            chosen.Select(c => { var w = c.Split(' '); w[random.Next(8)] = "rare"; return string.Join(' ', w); })
            .ToArray();
        var alone = ShortcutDetector.CrossValidate(chosen, rejected);
        var together = ShortcutDetector.CrossValidatePairs(chosen, rejected);
        Assert.InRange(alone.Accuracy, 0.7, 0.95);
        Assert.True(together.Accuracy > 0.95, $"{together.Accuracy}");
        Assert.Equal(together.Accuracy, together.ByPair.Average(), 12);
        // The same texts on both sides: every pair is a tie.
        Assert.Equal(0.5, ShortcutDetector.CrossValidatePairs(chosen, chosen).Accuracy);
    }

    [Fact]
    public void StyleTokensShowHowAndNotWhat()
    {
        string[] Style(string text) => [.. SceneVocabulary.Style(text)];
        Assert.Equal(Style("There is a red apple."), Style("There is a blue cup."));
        Assert.NotEqual(Style("There is a red apple."), Style("One can see a red apple."));
        var profile = StyleProfile.Of("There is a cat. It sleeps on the mat.");
        Assert.Equal((9, 2, 4.5), (profile.Words, profile.Sentences, profile.WordsPerSentence));
        Assert.Equal(6 / 9.0, profile.FunctionWords, 12); // there is a - it - on the
        Assert.Equal(1, profile.DistinctWords);
    }

    [Fact]
    public void DetectorFindsAPlantedWordAndRejectsWhatItCannotSplit()
    {
        string[] chosen = [.. Enumerable.Range(0, 40).Select(i => $"word{i % 7} good end")];
        string[] rejected = [.. Enumerable.Range(0, 40).Select(i => $"word{i % 7} bad end")];
        Assert.Equal(1, ShortcutDetector.CrossValidate(chosen, rejected).Accuracy);
        Assert.Throws<ArgumentException>(() => ShortcutDetector.CrossValidate(chosen, rejected[..3]));
        Assert.Throws<ArgumentException>(() => ShortcutDetector.CrossValidate(chosen[..3], rejected[..3]));
    }

    // Comparisons and conclusions are not part of descriptions.
    private static Caption? Response(Scene scene, Caption described, EditType type) => type switch
    {
        EditType.Comparison => ResponseWriter.Write(scene, ResponseTask.Compare, new SeededRandom(1)),
        EditType.Reasoning => ResponseWriter.Write(scene, ResponseTask.Reason, new SeededRandom(1)),
        _ => described,
    };

    private static double Accuracy(CaptionEditor editor)
    {
        var random = new SeededRandom(4);
        var pairs = Corpus.Value.Select(c => (Chosen: c.Caption.Text, Edit: editor.Edit(c.Scene, c.Caption, random)))
            .Where(p => p.Edit is not null).ToArray();
        Assert.True(pairs.Length > Count * 0.9, $"{pairs.Length} pairs");
        return ShortcutDetector.CrossValidate([.. pairs.Select(p => p.Chosen)],
            [.. pairs.Select(p => p.Edit!.Rejected.Text)]).Accuracy;
    }
}
