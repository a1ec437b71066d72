using System.Text.RegularExpressions;
using ResearchKit.Losses;
using ResearchKit.Losses.Catalogue;
using ResearchKit.Losses.Contract;
using ResearchKit.Losses.Json;
using ResearchKit.Testing;

namespace ResearchKit.Tests.Losses;

public sealed class PreferenceMetricsTests
{
    private static readonly PreferenceScores Two = new(new()
    {
        ["chosen"] = ViewScores.Of([-1, -4], [-3, -4], [2, 4]),
        ["rejected"] = ViewScores.Of([-5, -2], [-4, -3], [3, 3]),
        ["rejected_image"] = ViewScores.Of([-2, -6], [-2, -5], [2, 4]),
    });

    [Fact]
    public void EveryNameHasTheValueOfItsDefinition()
    {
        var loss = new AdaVipLoss(0.5);
        var metrics = PreferenceMetrics.Of(loss, Two, loss.Compute(Two)).ToDictionary();
        Assert.Equal(-2.5, metrics["logps/chosen"]);
        Assert.Equal(-3.5, metrics["logps/reference/rejected"]);
        Assert.Equal(3, metrics["tokens/chosen"]);
        // log-ratios: chosen 2, 0; rejected -1, 1; on the rejected image 0, -1; times 0.5
        Assert.Equal(0.5, metrics["rewards/chosen"]);
        Assert.Equal(0, metrics["rewards/rejected"]);
        Assert.Equal(0.5, metrics["rewards/margin"]);
        Assert.Equal(0.75, metrics["rewards/margin/rejected_image"]);
        Assert.Equal(0.5, metrics["rewards/accuracy"]);
        Assert.Equal(1, metrics["rewards/accuracy/rejected_image"]);
        Assert.Equal(1, metrics["weights/rejected"] + metrics["weights/rejected_image"], 1e-12);
    }

    [Fact]
    public void EqualRewardsCountAsWrong()
    {
        var scores = Scores.Pair(1, 1);
        var metrics = PreferenceMetrics.Of(new DpoLoss(), scores, new DpoLoss().Compute(scores)).ToDictionary();
        Assert.Equal(0, metrics["rewards/accuracy"]);
    }

    [Fact]
    public void RowsWithoutAViewDoNotCountForIt()
    {
        const string json = """
            {"views":{"chosen":{"policy":[-1,null,-3],"reference":[-2,null,-2]},
                      "rejected":{"policy":[null,-2,-4],"reference":[null,-2,-2]}}}
            """;
        var loss = new KtoLoss(1);
        var scores = ScoresFile.Parse(json, "scores", loss);
        var metrics = PreferenceMetrics.Of(loss, scores, loss.Compute(scores)).ToDictionary();
        Assert.Equal(-2, metrics["logps/chosen"]);
        Assert.Equal(-3, metrics["logps/rejected"]);
        Assert.Equal(1, metrics["rewards/margin"]);
        Assert.Equal(1, metrics["rewards/accuracy"]);
    }

    [Fact]
    public void EveryMetricOfEveryLossIsDefined()
    {
        var patterns = PreferenceMetrics.Definitions.Keys.Where(k => k != "<extra>")
            .Select(k => new Regex("^" + Regex.Escape(k).Replace("<view>", "[a-z_0-9]+") + "$")).ToArray();
        foreach (var entry in LossCatalogue.Of(typeof(PreferenceLoss).Assembly).Entries.Where(e => e.HasDefaults))
        {
            var loss = LossCatalogue.Loaded().Create(entry.Name);
            var scores = SampleScores.For(loss.Inputs, batch: 3, seed: 1);
            var terms = loss.Compute(scores);
            foreach (var (name, _) in PreferenceMetrics.Of(loss, scores, terms))
                Assert.True(terms.Extras.ContainsKey(name) || patterns.Any(p => p.IsMatch(name)),
                    $"{entry.Name}: {name}");
        }
    }
}
