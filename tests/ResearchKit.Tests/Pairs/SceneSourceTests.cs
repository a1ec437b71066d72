using ResearchKit.Pairs.Building;
using ResearchKit.Scenes;

namespace ResearchKit.Tests.Pairs;

public sealed class SceneSourceTests
{
    [Fact]
    public void TasksTakeTurnsAndEachHasItsOwnQuestionAndEdit()
    {
        var tasks = Enum.GetValues<ResponseTask>();
        var attempts = new SceneSource(24, 0, SceneVisionPipeline.Oracle, tasks).Attempts().Select(a => a()).ToArray();
        for (var i = 0; i < attempts.Length; i++)
        {
            if (attempts[i] is not { Pair: { } pair, Edit: { } edit }) continue;
            var task = tasks[i % 3];
            Assert.Equal(ResponseWriter.Prompt(task), pair.Prompt);
            Assert.Equal(task == ResponseTask.Compare, edit.Type == "comparison");
            Assert.Equal(task == ResponseTask.Reason, edit.Type == "reasoning");
        }
        Assert.True(attempts.Count(a => a.Pair is not null) >= 18, "most scenes give a pair");
        Assert.All(
            attempts.Where(a => a.Pair is null),
                a => Assert.Matches("^(the scene gives nothing to (compare|conclude)|no edit of the response .*)$",
                    a.Reason!));
    }

    [Fact]
    public void DescriptionsAreTheDefault()
    {
        var source = new SceneSource(3, 0, SceneVisionPipeline.Oracle);
        Assert.Equal("describe", source.Settings[BuildSetting.Tasks]);
        Assert.All(source.Attempts().Select(a => a())
            .Where(a => a.Pair is not null), a => Assert.Equal("Describe the picture.", a.Pair!.Prompt));
    }
}
