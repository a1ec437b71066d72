using ResearchKit.Datasets;
using ResearchKit.Datasets.Bandits;
using ResearchKit.Losses;
using ResearchKit.Losses.Contract;
using ResearchKit.Models.Bandits;
using ResearchKit.Training;
using ResearchKit.Training.Bandits;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Training;

public sealed class BanditTrainerTests
{
    private static readonly BanditPreferences TwoPairs = new(2, 3, [new(0, 0, 1), new(1, 2, 0)]);

    [Fact]
    public void DpoStartsAtLn2WithZeroMargin()
    {
        var run = Train(new DpoLoss(0.1), new TrainingOptions(3, 0.1) { RecordEvery = 1 });

        Assert.Equal(0.6931471805599453, run.History["loss"][0], 1e-12);
        Assert.Equal(0, run.History["rewards/margin"][0], 1e-12);
        Assert.Equal([0, 1, 2, 3], run.Steps);
        Assert.True(run.History.Completed);
    }

    [Fact]
    public void OneSgdStepOnATableMovesOnlyTheTwoLogitsOfEachPair()
    {
        // dL/dz+ = -beta / 2 per pair at the start, divided by the two pairs of the mean; the learning rate is 1.
        var policy = Start();
        var before = policy.state_dict()["logits"].ToTable();
        BanditTrainer.Run(
            new DpoLoss(0.4), policy, Start().Freeze(), TwoPairs,
            new TrainingOptions(1, 1.0) { Optimizer = OptimizerKind.Sgd });
        var after = policy.state_dict()["logits"].ToTable();

        double[,] expected = { { 0.1, -0.1, 0 }, { -0.1, 0, 0.1 } };
        for (var x = 0; x < 2; x++)
            for (var y = 0; y < 3; y++)
                Assert.Equal(expected[x, y], after[x, y] - before[x, y], 1e-12);
    }

    [Fact]
    public void WeightedPairsAreTheWeightedMeanOfTheLoss()
    {
        var weighted = new BanditPreferences(2, 3, TwoPairs.Pairs, [3, 1]);
        var run = Train(new SftDpoLoss(0.1, 1), new TrainingOptions(1, 0.1), weighted);

        // ln 2 - log pi(y+): 3/4 of pair 0 and 1/4 of pair 1.
        var logps = Start().LogProbabilities().ToTable();
        Assert.Equal(
            0.6931471805599453 - 0.75 * logps[0, 0] - 0.25 * logps[1, 2], run.History["loss"][0], 1e-12);
    }

    [Fact]
    public void TwoRunsGiveTheSameBits()
    {
        double[] Run()
        {
            var policy = new MlpPolicy(2, 3, new Generator(1));
            var run = BanditTrainer.Run(
                new DpoLoss(), policy, policy.Freeze(), TwoPairs, new TrainingOptions(50, 1e-3));
            return [.. run.History["loss"], .. run.Trajectory.LogChosen(), .. run.ChosenGradients[^1]];
        }

        Assert.Equal(Run(), Run());
    }

    [Fact]
    public void MiniBatchesVisitEveryPairOncePerEpoch()
    {
        var data = new BanditPreferences(1, 6, [new(0, 0, 1), new(0, 1, 2), new(0, 2, 3), new(0, 3, 4)]);
        var batches = BanditBatches.Shuffled(data, float64, 2, new SeededDraws(0));

        for (var epoch = 0; epoch < 3; epoch++)
            Assert.Equal(data.Pairs.OrderBy(p => p.Chosen),
                Pairs(batches.Next()).Concat(Pairs(batches.Next())).OrderBy(p => p.Chosen));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => BanditBatches.Shuffled(data, float64, 5, new SeededDraws(0)));
    }

    private static IEnumerable<BanditPair> Pairs(BanditBatch batch) => batch.Prompts.Select((x, i) =>
        new BanditPair(x, batch.Answers[View.ChosenAnswer][i], batch.Answers[View.RejectedAnswer][i]));

    [Fact]
    public void APolicyThatIsNotTheReferenceFailsTheStartUpCheck()
    {
        var other = new TabularPolicy(new[,] { { 0.0, 1.0, 0.0 }, { 0.0, 0.0, 0.0 } }.ToTensor());

        var error = Assert.Throws<InvalidOperationException>(() => BanditTrainer.Run(
            new DpoLoss(), Start(), other.Freeze(), TwoPairs, new TrainingOptions(1, 0.1)));
        Assert.Contains("dropout", error.Message);

        BanditTrainer.Run(
            new DpoLoss(), Start(), other.Freeze(), TwoPairs,
            new TrainingOptions(1, 0.1) { StartsAtReference = false });
    }

    [Fact]
    public void ALossThatNeedsAnImageIsRejectedByName()
    {
        var error = Assert.Throws<InvalidOperationException>(
            () => Train(new AdaVipLoss(), new TrainingOptions(1, 0.1)));

        Assert.Contains("rejected_image", error.Message);
    }

    [Fact]
    public void CancellationKeepsTheHistorySoFar()
    {
        using var source = new CancellationTokenSource();
        var run = BanditTrainer.Run(
            new DpoLoss(), Start(), Start().Freeze(), TwoPairs, new TrainingOptions(100, 0.1) { RecordEvery = 1 },
            progress: new CancelAt(source, 5), cancellation: source.Token);

        Assert.False(run.History.Completed);
        Assert.Equal(5, run.Steps[^1]);
        Assert.Equal(6, run.History["loss"].Length);
        Assert.Equal(6, run.Trajectory.Chosen().Length);
    }

    [Fact]
    public void EveryPairwiseLossOfTheCatalogueTrainsOnABandit()
    {
        foreach (var loss in (PreferenceLoss[])
            [new IpoLoss(), new HingeLoss(), new RobustDpoLoss(), new SimPoLoss(), new OrpoLoss(), new CpoLoss(),
             new KtoLoss(), new DpoPositiveLoss(), new RpoLoss(), new FlexDpoLoss(), new SftDpoLoss(), new AsftLoss()])
        {
            var run = Train(loss, new TrainingOptions(20, 0.05));
            Assert.True(run.History["loss"][^1] < run.History["loss"][0], loss.ToString());
        }
    }

    [Fact]
    public void SupervisedFitLearnsTheDemonstrations()
    {
        double[,] demonstrations = { { 0.7, 0.2, 0.1 }, { 0.25, 0.25, 0.5 } };
        var policy = new MlpPolicy(2, 3, new Generator(0), hidden: 16);

        SupervisedFit.Run(policy, demonstrations, new TrainingOptions(500, 0.01));

        var fitted = policy.LogProbabilities().exp().ToTable();
        for (var x = 0; x < 2; x++)
            for (var y = 0; y < 3; y++)
                Assert.Equal(demonstrations[x, y], fitted[x, y], 0.005);
    }

    private static TabularPolicy Start() => new(new[,] { { 0.3, -0.2, 0.5 }, { 1.0, 0.0, -1.0 } }.ToTensor());

    private static BanditRun Train(PreferenceLoss loss, TrainingOptions options, BanditPreferences? data = null) =>
        BanditTrainer.Run(loss, Start(), Start().Freeze(), data ?? TwoPairs, options);

    private sealed class CancelAt(CancellationTokenSource source, int step) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            if (value.Step == step)
                source.Cancel();
        }
    }
}
