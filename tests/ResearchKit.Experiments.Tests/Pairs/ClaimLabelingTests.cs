using ResearchKit.Experiments.Pairs;

namespace ResearchKit.Experiments.Tests.Pairs;

public sealed class ClaimLabelingTests
{
    [Fact]
    public void ANoisyLabelerMakesPairsLessReliable()
    {
        var outcomes = ClaimLabeling.Run(0, 120, [0, 0.1, 0.3, 1]);
        // a flawless labeler is never wrong
        Assert.Equal((1.0, 0.0), (outcomes[0].Right.Value, outcomes[0].Reversed.Value));
        Assert.True(outcomes[1].Right.Value > outcomes[2].Right.Value);
        Assert.True(outcomes[0].Gap > outcomes[1].Gap && outcomes[1].Gap > outcomes[2].Gap);
        Assert.True(outcomes[3].Right.Value < 0.3); // who always errs turns pairs around
        Assert.Throws<ArgumentException>(() => ClaimLabeling.Run(0, 3, [-0.1]));
    }
}
