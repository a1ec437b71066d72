using ResearchKit.Experiments.Pairs;
using ResearchKit.Pairs.Language;

namespace ResearchKit.Experiments.Tests.Pairs;

public sealed class StyleConsistencyTests
{
    [Fact]
    public void RewritingInOneStyleHidesWhoWroteIt()
    {
        var sets = StyleConsistency.Sets(0, 500);
        var style = sets.Select(s => s.Shortcut(SceneVocabulary.Style).Value).ToArray();
        TestContext.Current.TestOutputHelper?.WriteLine(string.Join(", ", style));
        Assert.True(style[0] > 0.99, $"two styles: {style[0]}");
        Assert.InRange(style[1], 0.45, 0.65); // the invented objects make the rejected side longer
        Assert.InRange(style[2], 0.43, 0.57);
        Assert.Equal(sets[1].Chosen, sets[2].Chosen);
    }
}
