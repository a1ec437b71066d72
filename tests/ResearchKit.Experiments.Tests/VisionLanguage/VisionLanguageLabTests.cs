using ResearchKit.Datasets;
using ResearchKit.Experiments.VisionLanguage;
using ResearchKit.Losses;

namespace ResearchKit.Experiments.Tests.VisionLanguage;

public sealed class VisionLanguageLabTests
{
    [Fact]
    public void ScenesAreWhatTheirCaptionsSay()
    {
        var scene = new BlockScene([-1, 0, 3, 2]);
        Assert.Equal([0, 3, 2], scene.Present);
        Assert.Equal([0], scene.Lonely); // red without blue; green has its yellow
        Assert.Equal("there is red, yellow, green.", BlockScene.Caption(scene.Present));
        Assert.Equal([0, 2], scene.Without(3).Present);
        var image = scene.Render();
        Assert.Equal(image[0, 0], image[3, 3]);    // an empty place
        Assert.NotEqual(image[0, 0], image[11, 3]); // red
        Assert.Equal(image[0, 0], scene.Without(0).Render()[11, 3]);
    }

    [Fact]
    public void CompanionsComeAsOftenAsAsked()
    {
        var draws = new SeededDraws(1);
        var scenes = Enumerable.Range(0, 2000).Select(_ => BlockWorld.Scene(draws, 0.7)).ToArray();
        var heads = scenes.Sum(s => s.Present.Count(c => c % 2 == 0));
        var lonely = scenes.Sum(s => s.Lonely.Count);
        Assert.Equal(0.3, lonely / (double)heads, 0.03);
        Assert.All(scenes, s => Assert.All(s.Present.Where(c => c % 2 == 1), c => Assert.Contains(c - 1, s.Present)));
    }

    [Fact]
    public void AWorldDependsOnItsSeedAloneAndTheStartHallucinates()
    {
        var options = new VisionLanguageOptions(StartSteps: 150, Steps: 4);
        VisionLanguageLab lab = new(7, options), again = new(7, options);
        Assert.Equal(lab.Start, again.Start);
        Assert.InRange(lab.Start.Chair, 0.1, 0.4);
        Assert.True(lab.Start.Cover > 0.8);
        VisionLanguageRun run = lab.Train(new AdaVipLoss()), same = again.Train(new AdaVipLoss());
        Assert.Equal(run.Logps["rejected_image"], same.Logps["rejected_image"]);
        Assert.Equal(run.End, same.End);
        Assert.Equal(0.5, run.History["weights/rejected_image"][0], 1e-6);
        Assert.True(run.Change("rejected_image") < 0);
    }
}
