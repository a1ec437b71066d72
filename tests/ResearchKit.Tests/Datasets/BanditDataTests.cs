using ResearchKit.Datasets;
using ResearchKit.Datasets.Bandits;

namespace ResearchKit.Tests.Datasets;

public sealed class BanditDataTests
{
    // sigmoid(ln 3) = 3/4.
    private static readonly double Ln3 = 1.0986122886681098;

    [Fact]
    public void PreferenceIsTheSigmoidOfTheRewardDifference()
    {
        var truth = new BradleyTerryTruth(new[,] { { Ln3, 0.0 }, { 5.0, 5.0 } });

        Assert.Equal(0.75, truth.Preference(0, 0, 1), 1e-15);
        Assert.Equal(0.25, truth.Preference(0, 1, 0), 1e-15);
        Assert.Equal(0.5, truth.Preference(1, 0, 1));
    }

    [Fact]
    public void ExpectedRewardAveragesOverResponsesAndPrompts()
    {
        var truth = new BradleyTerryTruth(new[,] { { 4.0, 0.0 }, { 1.0, 3.0 } });

        // (3/4 * 4 + 1/4 * 0 + 1/2 * 1 + 1/2 * 3) / 2 = (3 + 2) / 2
        Assert.Equal(2.5, truth.ExpectedReward(new[,] { { 0.75, 0.25 }, { 0.5, 0.5 } }));
    }

    [Fact]
    public void SampledLabelsFollowBradleyTerry()
    {
        var truth = new BradleyTerryTruth(new[,] { { Ln3, 0.0 } });
        var data = PreferenceSampling.Sample(truth, new[,] { { 0.5, 0.5 } }, 10_000, new SeededDraws(0));

        // Standard deviation of the share is sqrt(3/16 / 10000) = 0.0043; five of them are allowed.
        Assert.InRange(data.Pairs.Count(p => p.Chosen == 0) / 10_000.0, 0.75 - 0.0217, 0.75 + 0.0217);
    }

    [Fact]
    public void PopulationWeightsAreTheBradleyTerryProbabilitiesAndSumToOne()
    {
        var truth = new BradleyTerryTruth(new[,] { { Ln3, 0.0, 0.0 } });
        var data = PreferenceSampling.Population(truth);

        Assert.Equal(6, data.Pairs.Count);
        Assert.Equal(1, data.Weights.Sum(), 1e-12);
        double Weight(int a, int b) =>
            data.Weights[data.Pairs.ToList().IndexOf(new BanditPair(0, a, b))];
        // Three unordered pairs share the mass equally; (0, 1) splits 3 : 1.
        Assert.Equal(0.25, Weight(0, 1), 1e-12);
        Assert.Equal(1 / 12.0, Weight(1, 0), 1e-12);
        Assert.Equal(1 / 6.0, Weight(1, 2), 1e-12);
    }

    [Fact]
    public void PartialCoverageLeavesTheOtherResponsesUnseen()
    {
        var truth = new BradleyTerryTruth(new double[1, 3]);
        var data = PreferenceSampling.Population(truth, new[,] { { true, false, true } });

        Assert.Equal(ResponseRoles.Chosen | ResponseRoles.Rejected, data.Role(0, 0));
        Assert.Equal(ResponseRoles.Unseen, data.Role(0, 1));
        Assert.Throws<ArgumentException>(
            () => PreferenceSampling.Population(truth, new[,] { { true, false, false } }));
    }

    [Fact]
    public void DemonstrationsGiveTheCommonResponsesTheirMass()
    {
        var demonstrations = Demonstrations.Draw(4, 10, 5, 0.95, new SeededDraws(0));

        for (var x = 0; x < 4; x++)
        {
            var common = Enumerable.Range(0, 10).Where(y => demonstrations.Common[x, y]).ToArray();
            Assert.Equal(5, common.Length);
            Assert.Equal(0.95, common.Sum(y => demonstrations.Probabilities[x, y]), 1e-12);
            Assert.All(
                Enumerable.Range(0, 10).Except(common),
                y => Assert.Equal(0.01, demonstrations.Probabilities[x, y], 1e-12));
        }
    }

    [Fact]
    public void ScenariosTakeBothResponsesFromWhereTheirNamesSay()
    {
        var truth = BradleyTerryTruth.Random(10, 10, new SeededDraws(0));
        var demonstrations = Demonstrations.Draw(10, 10, 5, 0.95, new SeededDraws(0, 1));

        Assert.Equal(4, PairScenario.All.Distinct().Count());
        foreach (var scenario in PairScenario.All)
        {
            var data = scenario.Draw(truth, demonstrations, new SeededDraws(0, 2));
            Assert.Equal(Enumerable.Range(0, 10), data.Pairs.Select(p => p.Prompt));
            Assert.All(data.Pairs, p =>
            {
                Assert.Equal(scenario.ChosenOnPolicy, demonstrations.Common[p.Prompt, p.Chosen]);
                Assert.Equal(scenario.RejectedOnPolicy, demonstrations.Common[p.Prompt, p.Rejected]);
                Assert.NotEqual(p.Chosen, p.Rejected);
            });
        }
    }

    [Fact]
    public void ScenarioPairsAreLabeledByBradleyTerry()
    {
        // Both responses on-policy: (0, 1) or (1, 0), with probabilities 3/4 and 1/4; the third is off-policy.
        const int prompts = 4000;
        var (rewards, common) = (new double[prompts, 3], new bool[prompts, 3]);
        for (var x = 0; x < prompts; x++)
            (rewards[x, 0], common[x, 0], common[x, 1]) = (Ln3, true, true);

        var data = new PairScenario(true, true).Draw(
            new BradleyTerryTruth(rewards), new Demonstrations(rewards, common), new SeededDraws(0));

        // Standard deviation of the share is sqrt(3/16 / 4000) = 0.0068; five of them are allowed.
        Assert.InRange(data.Pairs.Count(p => p.Chosen == 0) / (double)prompts, 0.75 - 0.034, 0.75 + 0.034);
        Assert.All(data.Pairs, p => Assert.Equal(1, p.Chosen + p.Rejected));
    }

    [Fact]
    public void PairsOutsideTheBanditAreRejected()
    {
        Assert.Throws<ArgumentException>(() => new BanditPreferences(1, 2, []));
        Assert.Throws<ArgumentException>(() => new BanditPreferences(1, 2, [new(0, 1, 1)]));
        var error = Assert.Throws<ArgumentException>(() => new BanditPreferences(1, 2, [new(0, 0, 1), new(0, 2, 1)]));
        Assert.Contains("Pair 1", error.Message);
    }
}
