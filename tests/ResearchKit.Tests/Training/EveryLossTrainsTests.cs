using ResearchKit.Datasets;
using ResearchKit.Datasets.Bandits;
using ResearchKit.Losses;
using ResearchKit.Losses.Catalogue;
using ResearchKit.Losses.Contract;
using ResearchKit.Models.Bandits;
using ResearchKit.Training;
using ResearchKit.Training.Bandits;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Training;

/// <summary>What the catalogue lists can be trained, in one line, and gets better at what it minimizes.</summary>
public sealed class EveryLossTrainsTests
{
    private static readonly LossCatalogue Catalogue = LossCatalogue.Of(typeof(PreferenceLoss).Assembly);

    public static TheoryData<string> Trainable => [.. Catalogue.Entries.Where(e => e.HasDefaults).Select(e => e.Name)];

    [Fact]
    public void AtLeastSixtyLossesNeedNothingButTheirName() => Assert.True(Trainable.Count >= 60, $"{Trainable.Count}");

    [Theory]
    [MemberData(nameof(Trainable))]
    public void ItsOwnObjectiveFalls(string name)
    {
        var history = Train(Catalogue.Create(name), float64);
        Assert.True(history[^1] < history[0] - 1e-4, $"{name}: {history[0]} to {history[^1]}");
    }

    // CISPO's value holds a weight without gradient, which grows with the ratio; what it descends is -A log pi.
    private static PreferenceLoss Objective(PreferenceLoss loss) => loss is CispoLoss ? new ReinforceLoss() : loss;

    [Theory]
    [InlineData("wpo")] // a column from the logits
    [InlineData("tdpo")] // a divergence of the two models
    [InlineData("ppo")] // columns of the data
    [InlineData("beta-dpo")] // a running mean
    [InlineData("adavip")] // another image
    public void ItTrainsInSinglePrecisionToo(string name)
    {
        var (single, full) = (Train(Catalogue.Create(name), float32), Train(Catalogue.Create(name), float64));
        Assert.Equal(full[^1], single[^1], 1e-4);
    }

    [Fact]
    public void ACombinationOnOtherViewsTrains()
    {
        var loss = WeightedSum.Of(
            (0.8, new DpoLoss()), (0.2, new BcoPairLoss().On(("rejected", "rejected_image"))), (1, new SftLoss()));
        var history = Train(loss, float64);
        Assert.True(history[^1] < history[0] - 1e-4);
    }

    [Fact]
    public void DataWithoutADeclaredColumnIsNamed()
    {
        var batch = new BanditBatch([new(0, 0, 1)], 3, null, float64);
        string Message(PreferenceLoss loss) => Assert.Throws<InvalidOperationException>(() =>
            ViewScoring.Score(loss, batch, Scorer(), Scorer())).Message;

        Assert.Equal("weighted-dpo needs column 'weight', which this data does not have.",
            Message(new WeightedDpoLoss()));
        Assert.Equal("odpo needs 'score' of every answer; view 'chosen' has none in this data.",
            Message(new OffsetDpoLoss()));
        Assert.Equal("ddpo needs the token column 'marks'; view 'chosen' has none in this data.",
            Message(new DdpoLoss()));
        Assert.StartsWith("tpo needs view 'gold' (gold answer, original image)", Message(new TripleLoss()));
    }

    [Fact]
    public void TokenColumnsOfABanditAreThoseOfItsDistribution()
    {
        // pi = (1/2, 1/4, 1/4), ref uniform
        var policy = new TabularPolicy(new[,] { { 2 * Math.Log(2), Math.Log(2), Math.Log(2) } }.ToTensor());
        var reference = new TabularPolicy(zeros(1, 3, float64)).Freeze();
        var inputs = new LossInputs([View.Chosen], TokenReduction.Weighted, Reference: true)
        {
            TokenColumns = [TokenColumn.Kl, TokenColumn.ForwardKl, TokenColumn.Entropy, TokenColumn.Collision],
        };
        var scores = ViewScoring.Score("test", inputs, new BanditBatch([new(0, 0, 1)], 3, null, float64),
            new BanditScorer(policy), new BanditScorer(reference).Score(
                new BanditBatch([new(0, 0, 1)], 3, null, float64), [View.Chosen], inputs));

        double Value(string name) => scores.Views["chosen"].ByToken!.Column(name).item<double>();
        Assert.Equal(Math.Log(3) - 1.5 * Math.Log(2), Value(TokenColumn.Kl), 1e-14);
        Assert.Equal((Math.Log(2.0 / 3) + 2 * Math.Log(4.0 / 3)) / 3, Value(TokenColumn.ForwardKl), 1e-14);
        Assert.Equal(1.5 * Math.Log(2), Value(TokenColumn.Entropy), 1e-14);
        Assert.Equal(Math.Log(3.0 / 8), Value(TokenColumn.Collision), 1e-14);
    }

    private static BanditScorer Scorer() => new(new TabularPolicy(zeros(1, 3, float64)));

    private static double[] Train(PreferenceLoss loss, ScalarType dtype)
    {
        var truth = BradleyTerryTruth.Random(4, 8, new SeededDraws(1));
        var policy = new TabularPolicy(new SeededDraws(2).NormalTable(4, 8).ToTensor(dtype));
        var reference = policy.Freeze();
        var batch = BanditExamples.Draw(loss.Inputs, truth, reference, 16, new SeededDraws(3), dtype);
        var before = Value(loss, batch, policy, reference);
        new PreferenceTrainer<BanditBatch>(loss, new BanditScorer(policy), policy.parameters(),
            new BanditScorer(reference))
            .Run(new RepeatedBatch<BanditBatch>(batch), new TrainingOptions(40, 0.005) { RecordEvery = 40 });
        return [before, Value(loss, batch, policy, reference)];
    }

    private static double Value(PreferenceLoss loss, BanditBatch batch, BanditPolicy policy, FrozenPolicy reference)
    {
        using var _ = no_grad();
        var objective = Objective(loss);
        return objective.Compute(ViewScoring.Score(
            objective, batch, new BanditScorer(policy), new BanditScorer(reference))).Loss.mean().Number();
    }
}
