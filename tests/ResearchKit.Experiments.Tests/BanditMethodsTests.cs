using ResearchKit.Datasets.Bandits;
using ResearchKit.Experiments.Bandits.Methods;
using ResearchKit.Losses;
using ResearchKit.Training.Bandits;

namespace ResearchKit.Experiments.Tests;

/// <summary>Methods on a bandit against what is known of them in closed form.</summary>
public sealed class BanditMethodsTests
{
    private const double Beta = 0.5;
    private static readonly MethodsLab Lab = new(100);

    [Fact]
    public void RlhfReachesTheClosedForm() =>
        Assert.True(PolicyOptimization.Rlhf(Lab, Beta).TotalVariation(Lab.Optimum(Beta)) < 0.02);

    [Theory]
    [InlineData(0)]
    [InlineData(64)]
    public void PpoReachesTheClosedForm(int group) =>
        Assert.True(PolicyOptimization.Ppo(Lab, Beta, group).TotalVariation(Lab.Optimum(Beta)) < 0.02);

    public static TheoryData<string> Family => ["grpo", "dr-grpo", "dapo", "gspo", "cispo", "sapo", "reinforce"];

    [Theory]
    [MemberData(nameof(Family))]
    public void TheGrpoFamilyReachesTheClosedFormInAnInfiniteGroup(string name)
    {
        var settings = name switch
        {
            "grpo" => new Dictionary<string, string> { ["beta"] = "0" }, // the penalty is in the reward
            "dr-grpo" => new() { ["max_tokens"] = "1" },
            "gspo" => new() { ["epsilon_low"] = "0.2", ["epsilon_high"] = "0.2" },
            _ => [],
        };
        var loss = Losses.Catalogue.LossCatalogue.Of(typeof(DpoLoss).Assembly).Create(name, settings);
        var policy = PolicyOptimization.Run(Lab, loss, Lab.Truth.Rewards, new(0, 4, Beta, Advantages.Normalized));
        Assert.True(policy.TotalVariation(Lab.Optimum(Beta)) < 0.02);
    }

    [Theory]
    [InlineData(0.2)]
    [InlineData(0.4)]
    public void RobustDpoFindsTheCleanOptimumBehindFlippedLabelsAndDpoDoesNot(double rate)
    {
        Assert.True(RobustLabels.DistanceOnExpectedLoss(Lab, new RobustDpoLoss(0.3, rate), 0.3, rate) < 0.02);
        Assert.True(RobustLabels.DistanceOnExpectedLoss(Lab, new DpoLoss(0.3), 0.3, rate) > 0.15);
    }

    [Theory]
    [InlineData(0.25)]
    [InlineData(0.75)]
    [InlineData(1)]
    public void ModposFrontIsTheClosedForm(double weight) => Assert.True(
        MultiObjectiveFront.Modpo(Lab, weight, Beta).TotalVariation(MultiObjectiveFront.Exact(Lab, weight,
            Beta)) < 1e-3);

    [Fact]
    public void MadpoScalesTheMarginByItsFactorBelowTauAndByAnotherNumberBeyond()
    {
        var loss = new MarginAdaptiveDpoLoss(Beta: 1, CMin: 0.5, CMax: 2, Lambda: 1, Tau: 1);
        double Factor(double m) => 0.5 + 1.5 / (1 + 2 * Math.Exp(m - 1)); // (c_max - 1)/(1 - c_min) = 2
        double[] margins = [0.25, 0.75, 2];

        var found = EffectiveMargin.Of(loss, margins);

        Assert.Equal(Factor(0.25) * 0.25, found[0], 1e-3);
        Assert.Equal(Factor(0.75) * 0.75, found[1], 1e-3);
        // beyond tau: log s(c m) - log s(-m)
        double LogSigmoid(double x) => -Math.Log(1 + Math.Exp(-x));
        Assert.Equal(LogSigmoid(Factor(2) * 2) - LogSigmoid(-2), found[2], 1e-3);
    }

    [Fact]
    public void DpoCanConvergeToTheWrongOrderAndAConstraintPreventsIt()
    {
        // The reward turns 1 nat, the reference prefers the worse answer by 2.
        var dpo = ConditionalEquivalence.Of(new DpoLoss(1), 1, rewardGap: 1, referenceGap: -2);
        Assert.True(dpo.LossChange < 0);
        Assert.Equal(-1, dpo.Gap, 1e-4);
        Assert.True(ConditionalEquivalence.Of(new ConditionalDpoLoss(1, 0.5), 1, 1, -2).Gap > 0);
        // Where the reward outweighs the reference DPO needs no constraint.
        Assert.Equal(0.5, ConditionalEquivalence.Of(new DpoLoss(1), 1, 1, -0.5).Gap, 1e-4);
    }

    [Theory]
    [InlineData(0.05)]
    [InlineData(0.5)]
    [InlineData(0.8)]
    public void UpdatesFollowTheDifficultyOfAQuestionAsTheFormulasSay(double p)
    {
        Assert.Equal(Math.Sqrt(p * (1 - p)), QuestionDifficulty.Gradient(new GrpoLoss(Beta: 0), Advantages.Normalized,
            p), 1e-12);
        Assert.Equal(p * (1 - p), QuestionDifficulty.Gradient(new DrGrpoLoss(MaxTokens: 1), Advantages.Centered, p),
            1e-12);
        Assert.Equal(0.5, QuestionDifficulty.Gradient(new GrpoLoss(Beta: 0), Advantages.MeanAbsolute, p), 1e-12);
        Assert.Equal(1, QuestionDifficulty.Disco(p), 1e-12);
    }

    [Fact]
    public void EstimatorsAreWhatTheirPapersSay()
    {
        double[] rewards = [1, 0, 0, 3], even = [0.25, 0.25, 0.25, 0.25];
        Assert.Equal([0, -1, -1, 2], Advantages.Centered(rewards, even));
        var deviation = Math.Sqrt(1.5);
        Assert.Equal(2 / deviation, Advantages.Normalized(rewards, even)[3], 1e-15);
        Assert.Equal([0, -1, -1, 2], Advantages.MeanAbsolute(rewards, even)); // mean |A| is 1 already
        Assert.Equal(3 - 1.0 / 3, Advantages.LeaveOneOut(rewards, even)[3], 1e-15);
        Assert.All(Advantages.Normalized([2, 2], [0.5, 0.5]), a => Assert.Equal(0, a));

        // The second objective does not differ, so the first gets all the weight.
        Assert.Equal(
            Advantages.Normalized(rewards, even), Advantages.VarianceWeighted([rewards, [5, 5, 5, 5]], [0.5, 0.5],
                even));

        // Two questions whose answers all agree, one on right and one on wrong: only the global part is left.
        var consensus = Advantages.Consensus([[1, 1], [0, 0]], [[0.5, 0.5], [0.5, 0.5]], gamma: 10, rho: 0.2);
        var global = 1 - 1 / (1 + Math.Exp(2)); // 1 - s(10 (0 - 0.2))
        Assert.Equal(global, consensus[0][0], 1e-12);
        Assert.Equal(-global, consensus[1][1], 1e-12);
    }

    [Fact]
    public void MomentumNeedsFewerRoundsAndNoneIsIteratedDpo()
    {
        Assert.True(Acceleration.Rounds(Lab, 5, 0.9, 0.05) < Acceleration.Rounds(Lab, 5, 0, 0.05));
        // Without momentum t rounds at beta are one at beta/t.
        var rounds = Acceleration.Rounds(Lab, 5, 0, 0.05);
        Assert.True(PolicyMeasures.Regret(Lab.Truth, Lab.Optimum(5.0 / rounds)) < 0.05);
        Assert.True(PolicyMeasures.Regret(Lab.Truth, Lab.Optimum(5.0 / (rounds - 1))) >= 0.05);
    }

    [Fact]
    public void DnoComesCloserToTheNashPolicyThanAnyReward()
    {
        var nash = new NashOptimization(new MethodsLab(100, 1, 6));
        var path = nash.Dno(20, 1);
        Assert.True(path[^1] < path[0] / 2);
        Assert.True(path[^1] < nash.OfReward());
    }

    [Fact]
    public void MeasuresOfAPolicyAreExact()
    {
        var lab = new MethodsLab(1);
        Assert.Equal(0, lab.Reference.Kl(lab.Reference), 1e-15);
        Assert.Equal(0.5, PolicyMeasures.WinRates(lab.Truth, [lab.Reference])[0, 0], 1e-12);
        var optimum = lab.Optimum(1);
        // E[r] - KL of the optimum at beta 1 is the mean of log Z
        Assert.Equal(
            optimum.ExpectedReward(lab.Truth.Rewards) - optimum.Kl(lab.Reference),
            Bandits.KlRegularizedOptimum.Objective(optimum, lab.Reference, lab.Truth.Rewards, 1), 1e-12);
    }

    [Fact]
    public void OnlyOnPolicySamplingReachesAPeakBeyondTheReference()
    {
        Assert.True(OnPolicyStudy.StepsToPeak(OnPolicyMethod.PolicyGradient, 26, seed: 100, limit: 300) < 300);
        Assert.Equal(300, OnPolicyStudy.StepsToPeak(OnPolicyMethod.WeightedLikelihood, 26, seed: 100, limit: 300));
        Assert.True(OnPolicyStudy.StepsToPeak(OnPolicyMethod.WeightedLikelihood, 17, seed: 100, limit: 300) < 300);
    }

    [Fact]
    public void TheReverseDivergenceSeeksAModeAndTheForwardOneCovers()
    {
        var (seeking, covering) = (
            OnPolicyStudy.TwoPeaks(OnPolicyMethod.PolicyGradient),
                OnPolicyStudy.TwoPeaks(OnPolicyMethod.WeightedLikelihood));
        Assert.True(seeking.Distance < 1 && seeking.Width < 3, $"{seeking}");
        Assert.True(covering.Width > 6, $"{covering}"); // the peaks are 16 apart
    }

    [Fact]
    public void HypoKeepsTheMassWhereTheReferenceHasItAndDpoDoesNot()
    {
        double Rare(double lambda) => Enumerable.Range(100, 4).Average(
            seed => OnlineCoverage.RareMass(new Bandits.BanditLab(seed), 0.1, lambda, 600).After);
        Assert.True(Rare(0) > 0.1);
        Assert.True(Rare(0.1) < 0.05);
    }

    [Fact]
    public void BothPhasesOnConvexFeaturesEndAtOneOptimumFromEveryStart()
    {
        var convex = ConvexFeatures.Of(Lab, starts: 2, convex: true);
        Assert.True(convex.LossSpread < 1e-6 && convex.ScoreSpread < 1e-4, $"{convex}");
        Assert.True(ConvexFeatures.Of(Lab, starts: 2, convex: false).ScoreSpread > 0.01);
    }

    [Fact]
    public void AMarginCurveIsReadWhereTheMarginIsReached()
    {
        var history = new Training.TrainingRun(
            "dpo", new(10, 1), [0, 5, 10], new Dictionary<string, double[]> { ["rewards/margin"] = [0, 2, 4] }, true);
        var run = new BanditRun(history, null!, [], []);

        Assert.Equal([1, 2, 3, 7], Bandits.MarginCurve.At(run, [1, 3, 7], [0, 1, 2, 4]));
        Assert.Equal(4, Bandits.MarginCurve.Reach([run]));
        Assert.Throws<ArgumentException>(() => Bandits.MarginCurve.At(run, [1, 3, 7], [4.1]));
    }
}
