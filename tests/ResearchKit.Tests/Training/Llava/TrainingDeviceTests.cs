using ResearchKit.Losses;
using ResearchKit.Losses.Contract;
using ResearchKit.Models.Llava;
using ResearchKit.Tests.Models;
using ResearchKit.Training.Llava;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Training.Llava;

/// <summary>Scores and trainings of a model on another device are those of the CPU, but for rounding.</summary>
[Collection(NonParallelCollection.Name)]
public sealed class TrainingDeviceTests : IDisposable
{
    private readonly Device _lazy = LazyDevice.OrSkip();
    private readonly string _folder = Directory.CreateTempSubdirectory("device-").FullName;

    // Of one length, so that every step records the same operations.
    private static PreferenceExample[] Alike { get; } = [.. ToyPairs.Pairs(36).Where((_, i) => i % 6 == 1)];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void ScoresComeToTheCpu()
    {
        using var off = no_grad();
        LlavaModel here = ToyPairs.Model(), there = Model();
        var batch = new LlavaBatch(ToyPairs.Pairs(5));
        View[] views = [View.Chosen, View.Rejected, View.RejectedImage];
        var inputs = new LossInputs(views, TokenReduction.Weighted, Reference: false)
        {
            Tokens = true,
            TokenColumns = [TokenColumn.Entropy, TokenColumn.Collision, TokenColumn.Logit, TokenColumn.Eos,
                TokenColumn.Kl],
        };
        var expected = new LlavaScorer(here, ToyPairs.End).Score(batch, views, inputs);
        var scorer = new LlavaScorer(there, ToyPairs.End);
        foreach (var (one, other) in expected.Zip(scorer.Score(batch, views, inputs)))
        {
            Close(one.Sum, other.Sum);
            Close(one.ByToken!, other.ByToken!);
            Close(one.Tokens!, other.Tokens!);
            Assert.Equal(one.Mask!.data<bool>().ToArray(), other.Mask!.data<bool>().ToArray());
            foreach (var (name, values) in one.Columns) Close(values, other.Columns[name]);
            Assert.Equal(_lazy.type, other.Distributions!.device_type); // the one that is large
            Close(one.Distributions!, other.Distributions.cpu());
        }
        Assert.Equal(new LlavaScorer(here, ToyPairs.End).MostProbable(batch, View.Chosen),
            scorer.MostProbable(batch, View.Chosen));
    }

    [Theory]
    [InlineData("""{"loss":"adavip"}""", false)]
    [InlineData("""{"loss":"tdpo"}""", true)]
    public void ATrainingIsTheSame(string json, bool lora)
    {
        var loss = PreferenceLoss.FromJson(json);
        var (expected, one) = Train(loss, null, lora, "here", stopAt: null);
        var (actual, other) = Train(loss, _lazy, lora, "there", stopAt: null);
        foreach (var (metric, values) in one.Records[^1].Values)
            Assert.Equal(values, other.Records[^1].Values[metric], 1e-3 * (1 + Math.Abs(values)));
        for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], 1e-4f);
    }

    [Fact]
    public void AStoppedTrainingGoesOnOnAnotherDevice()
    {
        var loss = new AdaVipLoss();
        var (expected, _) = Train(loss, null, true, "here", stopAt: null);
        Assert.Equal(2, Train(loss, _lazy, true, "a", stopAt: 2).Run.Step);
        Assert.Equal(2, Train(loss, null, true, "b", stopAt: 2).Run.Step);
        float[] back = Train(loss, null, true, "a", stopAt: null).Weights,
            forth = Train(loss, _lazy, true, "b", stopAt: null).Weights;
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], back[i], 1e-4f);
            Assert.Equal(expected[i], forth[i], 1e-4f);
        }
    }

    [Fact]
    public void WhatATrainingIsOfDoesNotDependOnTheDevice()
    {
        var pairs = ToyPairs.Pairs(3);
        Assert.Equal(ReferenceLogProbabilities.Hash(ToyPairs.Model(), pairs, [View.Chosen]),
            ReferenceLogProbabilities.Hash(Model(), pairs, [View.Chosen]));
    }

    private (float[] Weights, LlavaTrainingResult Run) Train(
        PreferenceLoss loss, Device? device, bool lora, string name, int? stopAt)
    {
        LlavaModel policy = Model(device), reference = Model(device);
        var adapter = lora ? LoraAdapter.Attach(policy, 2, 4, ["q_proj", "up_proj"], new Generator(3)) : null;
        using var stop = new CancellationTokenSource();
        var trainer = new LlavaTrainer(loss, policy, new LlavaScorer(reference, ToyPairs.End), ToyPairs.End)
        {
            Adapter = adapter, HeldOut = Alike[4..],
        };
        var options = new LlavaTrainingOptions(3, 1e-3)
        {
            BatchSize = 4, SliceSize = 2, RecordEvery = 1, EvaluateEvery = 3,
        };
        var run = trainer.Run(Alike[..4], options, new CheckpointFolder(Path.Combine(_folder, name), "test"),
            record =>
            {
                LazyDevice.Sync();
                if (record.Step + 1 == stopAt) stop.Cancel();
            }, stop.Token);
        return ([.. policy.parameters().Concat(adapter?.Parameters ?? [])
            .SelectMany(p => p.detach().cpu().data<float>().ToArray())], run);
    }

    private LlavaModel Model() => Model(_lazy);

    private static LlavaModel Model(Device? device) => new(ToyPairs.Config, new Generator(1), device: device);

    private static void Close(Tensor expected, Tensor actual)
    {
        Assert.Equal(expected.device_type, actual.device_type);
        Assert.True(expected.allclose(actual, rtol: 1e-4, atol: 2e-5),
            $"they differ by {(expected - actual).abs().max().item<float>()}");
    }
}
