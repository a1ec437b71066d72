using ResearchKit.Losses;
using ResearchKit.Losses.Contract;
using ResearchKit.Models.Tokenizers;
using ResearchKit.Training.Llava;

namespace ResearchKit.Tests.Training.Llava;

public sealed class EarlyStopTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("early-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void TrainingEndsWhenTheHeldOutLossNoLongerFalls()
    {
        var (run, _) = Train("a", patience: 2);
        Assert.True(run.StoppedEarly);
        Assert.True(run.Completed);
        Assert.True(run.Step < 80, $"{run.Step}");
        var measured = run["eval/loss"];
        // The two last are not below the lowest before them, and no two in a row before that were.
        Assert.True(measured[^2..].Min() >= measured[..^2].Min());
        for (var k = 3; k < measured.Length; k++)
            Assert.False(measured[(k - 2)..k].Min() >= measured[..(k - 2)].Min(), $"{k}: {string.Join(' ', measured)}");
    }

    [Fact]
    public void WithoutPatienceItIsMeasuredAndTrainingGoesOn()
    {
        var (run, _) = Train("a", patience: 0);
        Assert.False(run.StoppedEarly);
        Assert.Equal(80, run.Step);
        Assert.Equal(20, run["eval/loss"].Length); // every fourth of 80
    }

    [Fact]
    public void AResumedTrainingEndsAtTheSameStepWithTheSameBits()
    {
        var (whole, weights) = Train("a", patience: 2);
        var (stopped, _) = Train("b", patience: 2, stopAt: 6);
        Assert.Equal((6, false), (stopped.Step, stopped.Completed));
        var (resumed, again) = Train("b", patience: 2);
        Assert.Equal((whole.Step, whole.StoppedEarly), (resumed.Step, resumed.StoppedEarly));
        Assert.Equal(whole["eval/loss"], resumed["eval/loss"]);
        Assert.Equal(weights, again);
        var (ended, same) = Train("b", patience: 2); // one that has ended stays as it is
        Assert.Equal((whole.Step, true), (ended.Step, ended.StoppedEarly));
        Assert.Equal(weights, same);
    }

    [Fact]
    public void TheHeldOutLossIsTheMeanOverHeldOutExamples()
    {
        var model = ToyPairs.Model();
        var trainer = new LlavaTrainer(new SftLoss(), model, null, ToyPairs.End) { HeldOut = HeldOut };
        var run = trainer.Run(ToyPairs.Pairs(8), new(1, 1e-3) { StartsAtReference = false, EvaluateEvery = 1 });
        using var off = TorchSharp.torch.no_grad();
        var loss = new SftLoss();
        var scores = ResearchKit.Training.ViewScoring.Score(
            loss, new LlavaBatch(HeldOut), new LlavaScorer(model, ToyPairs.End), null);
        Assert.Equal(loss.Compute(scores).Loss.mean().item<float>(), run["eval/loss"][0], 1e-5);
    }

    [Fact]
    public void PatienceWithoutHeldOutExamplesIsAnError() => Assert.Contains("held-out examples",
        Assert.Throws<InvalidOperationException>(() => new LlavaTrainer(new SftLoss(), ToyPairs.Model(), null,
            ToyPairs.End).Run(ToyPairs.Pairs(4), new(2, 1e-3) { StartsAtReference = false, Patience = 1 })).Message);

    // Wrong colors in the right sentences: their loss falls while sentences are learned, and rises with the colors.
    private static PreferenceExample[] HeldOut => [.. ToyPairs.Pairs(18)[12..].Select(e => e with
    {
        Answers = new Dictionary<string, EncodedAnswer> { [View.ChosenAnswer] = e.Answers[View.RejectedAnswer] },
    })];

    private (LlavaTrainingResult, float[]) Train(string name, int patience, int? stopAt = null)
    {
        var model = ToyPairs.Model();
        using var stop = new CancellationTokenSource();
        var options = new LlavaTrainingOptions(80, 2e-2)
        {
            StartsAtReference = false, BatchSize = 4, SliceSize = 4, EvaluateEvery = 4, Patience = patience,
            RecordEvery = 1,
        };
        var run = new LlavaTrainer(new SftLoss(), model, null, ToyPairs.End) { HeldOut = HeldOut }.Run(
            ToyPairs.Pairs(12), options, new CheckpointFolder(Path.Combine(_folder, name), "test"),
            r => { if (r.Step + 1 == stopAt) stop.Cancel(); }, stop.Token);
        return (run, [.. model.parameters().SelectMany(p => p.data<float>().ToArray())]);
    }
}
