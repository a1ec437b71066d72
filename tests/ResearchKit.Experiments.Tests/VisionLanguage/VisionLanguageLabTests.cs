using ResearchKit.Experiments.VisionLanguage;
using ResearchKit.Losses;
using ResearchKit.Scenes;
using ResearchKit.TestHost;
using TorchSharp;

namespace ResearchKit.Experiments.Tests.VisionLanguage;

public sealed class VisionLanguageLabTests
{
    private static readonly VisionLanguageOptions Few = new(Steps: 4) { Questions = 60, Scenes = 20 };

    [Fact]
    public void ThePublishedStartSeesAndHallucinates()
    {
        var start = new HeldOutScenes(new(0, stream: 4), 40).Evaluate(HallucinatingStart.Of(0));
        Assert.InRange(start.Chair, 0.1, 0.5);           // it mentions what is not there
        Assert.True(start.Cover > 0.75, $"{start.Cover}"); // and what is
        Assert.True(start.Cog > start.Chair / 2, $"{start.Cog} of {start.Chair} by habit");
        Assert.True(start.Broken < 0.02, $"{start.Broken}");
        Assert.True(start.Accuracy > 0.55, $"{start.Accuracy}");
    }

    [Fact]
    public void AStartDependsOnItsSeedAlone()
    {
        ManagedOnly.Bits();
        var options = new StartOptions(Scenes: 12, Steps: 3);
        var bytes = new[] { 1, 2 }.Select(threads =>
        {
            var before = torch.get_num_threads();
            torch.set_num_threads(threads);
            try
            {
                var weights = HallucinatingStart.Train(5, options).state_dict();
                return weights.SelectMany(p => p.Value.bytes.ToArray()).ToArray();
            }
            finally
            {
                torch.set_num_threads(before);
            }
        }).ToArray();
        Assert.Equal(bytes[0], bytes[1]);
    }

    [Fact]
    public void ChosenAnswersHaveFewerErrorsThanRejectedOnes()
    {
        var lab = new VisionLanguageLab(1, HallucinatingStart.Of(0), Few);
        Assert.True(lab.Pairs.Length > 15);
        foreach (var pair in lab.Pairs.Where(p => p.Prompt == SceneLanguage.Describe))
            Assert.True(new CaptionJudgment(pair.Scene, pair.Chosen).Errors
                < new CaptionJudgment(pair.Scene, pair.Rejected).Errors);
    }

    [Fact]
    public void TheRejectedImageLacksOneThingThatTheChosenAnswerNames()
    {
        var lab = new VisionLanguageLab(1, HallucinatingStart.Of(0), Few);
        var pair = lab.Pairs.First(p => p.Prompt == SceneLanguage.Describe && p.Scene.Objects.Count > 1);
        var rejected = RejectedImages.Removal.Make(pair, 0);
        Assert.Contains(Enumerable.Range(0, pair.Scene.Objects.Count), i =>
            rejected.Pixels.AsSpan().SequenceEqual(pair.Scene.RenderWithout(i).Pixels));
    }

    [Fact]
    public void TrainingIsTheSameTwiceAndBeginsWithEqualWeights()
    {
        VisionLanguageLab Lab() => new(2, HallucinatingStart.Of(0), Few);
        VisionLanguageRun run = Lab().Train(new AdaVipLoss(), probes: true);
        VisionLanguageRun again = Lab().Train(new AdaVipLoss(), probes: true);
        Assert.Equal(run.Logps["rejected_image"], again.Logps["rejected_image"]);
        Assert.Equal(run.End.Chair, again.End.Chair);
        Assert.Equal(0.5, run.History["weights/rejected_image"][0], 1e-6);
        Assert.Equal(Math.Log(3), run.History["loss"][0], 1e-4);
    }

    [Fact]
    public void OneRoundIsAnOrdinaryTrainingAndASecondDiffers()
    {
        var lab = new VisionLanguageLab(2, HallucinatingStart.Of(0), Few with { Steps = 12, LearningRate = 2e-3 });
        var ordinary = lab.Train(new DpoLoss()).End;
        SceneEvaluation one = lab.TrainInRounds(new DpoLoss(), 1), two = lab.TrainInRounds(new DpoLoss(), 2);
        Assert.Equal((ordinary.Chair, ordinary.PooledF1, ordinary.Facts), (one.Chair, one.PooledF1, one.Facts));
        Assert.NotEqual((one.Chair, one.PooledF1, one.Facts), (two.Chair, two.PooledF1, two.Facts));
    }

    [Fact]
    public void CropsAndOtherImagesAreFartherFromTheAnswerThanRemovalAndNoiseIsNear()
    {
        var lab = new VisionLanguageLab(1, HallucinatingStart.Of(0), Few);
        var removal = lab.Margin(RejectedImages.Removal);
        Assert.True(removal > 0.5, $"{removal}");
        Assert.True(lab.Margin(RejectedImages.Replacement(lab.Pairs)) > removal);
        Assert.Equal(0, lab.Margin(RejectedImages.None));
    }

    [Fact]
    public void SurgeryLeavesNothingAgainstEitherGradient()
    {
        using torch.Tensor a = torch.tensor([1.0, 0.0]), b = torch.tensor([-1.0, 1.0]);
        // a loses its part along b: (1, 0) + (−1, 1)/2 = (1/2, 1/2); b loses its part along a: (0, 1).
        Assert.Equal([0.5, 1.5], GradientSurgery.Project(a, b).data<double>().ToArray());
        using torch.Tensor c = torch.tensor([1.0, 1.0]);
        Assert.Equal([2.0, 1.0], GradientSurgery.Project(a, c).data<double>().ToArray());
    }

    [Fact]
    public void TheTwoGradientsAddUpToThatOfTheEqualSum()
    {
        var lab = new VisionLanguageLab(3, HallucinatingStart.Of(0), Few);
        var parts = lab.Gradients(8);
        var whole = lab.GradientNorm(new PlusVisionLoss(), 8);
        Assert.Equal(whole * whole, parts.Language * parts.Language + parts.Vision * parts.Vision
            + 2 * parts.Cosine * parts.Language * parts.Vision, whole * whole * 1e-3);
    }
}
