using ResearchKit.Datasets;
using ResearchKit.Datasets.Bandits;
using ResearchKit.Models.Bandits;
using ResearchKit.Training.Bandits;

namespace ResearchKit.Tests.Training;

public sealed class BanditTrajectoryTests
{
    // Prompt 0: (1/2, 1/4, 1/8, 1/8); prompt 1: uniform. Reference uniform. ln 2 = 0.693...
    private const double Ln2 = 0.6931471805599453;
    private static readonly BanditPreferences Data = new(2, 4, [new(0, 0, 1), new(1, 3, 2)]);
    private static readonly BanditTrajectory Path = new(
        [0],
        [[-Ln2, -2 * Ln2, -3 * Ln2, -3 * Ln2, -2 * Ln2, -2 * Ln2, -2 * Ln2, -2 * Ln2]],
        [.. Enumerable.Repeat(-2 * Ln2, 8)],
        Data);

    [Fact]
    public void LikelihoodsAreMeansOverPairs()
    {
        Assert.Equal((0.5 + 0.25) / 2, Path.Chosen()[0], 1e-12);
        Assert.Equal((0.25 + 0.25) / 2, Path.Rejected()[0], 1e-12);
        Assert.Equal(-1.5 * Ln2, Path.LogChosen()[0], 1e-12);
        Assert.Equal(-2 * Ln2, Path.LogRejected()[0], 1e-12);
    }

    [Fact]
    public void UnseenMassIsWhatChosenAndRejectedLeave()
    {
        // Prompt 0: 1/8 + 1/8; prompt 1: 1/2.
        Assert.Equal((0.25 + 0.5) / 2, Path.Unseen()[0], 1e-12);
        Assert.Equal(
            1, Path.Unseen()[0] + Path.Mass(ResponseRoles.Chosen)[0] + Path.Mass(ResponseRoles.Rejected)[0], 1e-12);
    }

    [Fact]
    public void KlToTheUniformReferenceIsTheMissingEntropy()
    {
        // Prompt 0 has entropy 1.75 bits of 2; prompt 1 all 2.
        Assert.Equal(0.25 * Ln2 / 2, Path.KlToReference()[0], 1e-12);
    }

    [Fact]
    public void TopMassAndEntropyAreOfTheMostLikelyResponses()
    {
        // Top two of prompt 0: 1/2 and 1/4, renormalized 2/3 and 1/3: entropy ln 3 - (2/3) ln 2. Of prompt 1: ln 2.
        Assert.Equal((0.75 + 0.5) / 2, Path.TopMass(2)[0], 1e-12);
        Assert.Equal((1.0986122886681098 - 2 * Ln2 / 3 + Ln2) / 2, Path.TopEntropy(2)[0], 1e-12);
        Assert.Equal(1, Path.TopMass(4)[0], 1e-12);
        Assert.Throws<ArgumentOutOfRangeException>(() => Path.TopMass(5));
    }

    [Fact]
    public void TotalVariationIsHalfTheAbsoluteDifference()
    {
        var uniform = new FrozenPolicy(new[,]
        {
            { -2 * Ln2, -2 * Ln2, -2 * Ln2, -2 * Ln2 }, { -2 * Ln2, -2 * Ln2, -2 * Ln2, -2 * Ln2 },
        }.ToTensor());

        // Prompt 0: (1/4 + 0 + 1/8 + 1/8) / 2 = 1/4; prompt 1: 0.
        Assert.Equal(0.125, Path.TotalVariation(uniform)[0], 1e-12);
    }

    [Fact]
    public void ExpectedRewardUsesTheTruth()
    {
        var truth = new BradleyTerryTruth(new[,] { { 4.0, 0.0, 0.0, 8.0 }, { 0.0, 0.0, 0.0, 4.0 } });

        Assert.Equal((0.5 * 4 + 0.125 * 8 + 0.25 * 4) / 2, Path.ExpectedReward(truth)[0], 1e-12);
    }
}
