using ResearchKit.Experiments.VisionLanguage;
using ResearchKit.Figures;

namespace ResearchKit.Experiments.Tests.VisionLanguage;

public sealed class ThreeSamplesTests
{
    private static readonly ThreeSamples Samples = ThreeSamples.Of(HallucinatingStart.Of(0), seed: 0);

    [Fact]
    public void TheRejectedAnswerDiffersInOneWord()
    {
        string[] wrong = [.. Samples.Words.Select((word, i) => i == Samples.Changed ? Samples.Wrong : word)];
        Assert.NotEqual(Samples.Words[Samples.Changed], Samples.Wrong);
        Assert.Equal(Samples.Pair.Chosen, string.Join(' ', Samples.Words).Replace(" .", "."));
        Assert.Equal(Samples.Pair.Rejected, string.Join(' ', wrong).Replace(" .", "."));
    }

    // A causal model cannot know of a word that is still to come, and sees the image from the first word on.
    [Fact]
    public void AnswersAreEquallyProbableUpToTheWordThatDiffers()
    {
        var (preferred, language, vision) =
            (Samples.LogProbabilities[0], Samples.LogProbabilities[1], Samples.LogProbabilities[2]);
        Assert.All([preferred, language, vision], logps =>
        {
            Assert.Equal(Samples.Words.Count, logps.Count);
            Assert.All(logps, x => Assert.InRange(x, -50, 0));
        });
        for (var i = 0; i < Samples.Changed; i++) Assert.Equal(preferred[i], language[i], 1e-5);
        Assert.True(Math.Abs(preferred[Samples.Changed] - language[Samples.Changed]) > 1e-3);
        Assert.True(Math.Abs(preferred[0] - vision[0]) > 1e-6);
    }

    [Fact]
    public void TheFigureNamesTheWordThatReplacesAnother()
    {
        var figure = VisionLanguageFigures.ByToken("samples", Samples, "title");
        Assert.All(figure.Panels[0].Traces.OfType<LineTrace>(), line => Assert.Equal(
            $"{Samples.Changed + 1} {Samples.Words[Samples.Changed]} / {Samples.Wrong}",
            line.X.Categories.ElementAt(Samples.Changed)));
        Assert.Equal(3, figure.Panels[0].Traces.Length);
    }
}
