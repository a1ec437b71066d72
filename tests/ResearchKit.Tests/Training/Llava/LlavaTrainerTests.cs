using ResearchKit.Losses;
using ResearchKit.Losses.Catalogue;
using ResearchKit.Losses.Contract;
using ResearchKit.Models;
using ResearchKit.Models.Generation;
using ResearchKit.Models.Llava;
using ResearchKit.TestHost;
using ResearchKit.Training.Llava;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Training.Llava;

public sealed class LlavaTrainerTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("training-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void FineTuningTeachesTheModelToNameWhatItSees()
    {
        var model = ToyPairs.Model();
        var pairs = ToyPairs.Pairs(32);
        var run = Train(model, new SftLoss(), pairs, new(120, 1e-2) { StartsAtReference = false });
        Assert.True(run["loss"][0] > 2);
        Assert.True(run["loss"][^1] < 0.1, $"the loss is {run["loss"][^1]}");
        GenerationRequest[] requests = [.. pairs.Take(8).Select((p, i) => new GenerationRequest(
            i, ToyPairs.Encoder.Prompt(i % 2 == 0 ? "what color is it?" : "what is it?"),
                [p.Images[View.OriginalImage]]))];
        var answers = new AnswerGenerator(model, ToyPairs.End).Generate(requests, new(16)).ToArray();
        string[] colors = ["red", "green", "blue", "yellow"];
        for (var i = 0; i < 8; i++) Assert.Contains(colors[i % 4], ToyPairs.Encoder.Text(answers[i].Tokens));
    }

    [Fact]
    public void AdaVipStartsAtItsClosedFormAndRaisesBothMargins()
    {
        var start = ToyPairs.Model();
        var pairs = ToyPairs.Pairs(32);
        Train(start, new SftLoss(), pairs, new(40, 1e-2) { StartsAtReference = false });
        var policy = ToyPairs.Copy(start);
        var run = Train(policy, new AdaVipLoss(), pairs, new(30, 3e-3), new LlavaScorer(start, ToyPairs.End));
        Assert.Equal(0, run["rewards/margin"][0], 1e-6);
        Assert.True(run["rewards/margin"][^1] > 0.1);
        Assert.True(run["rewards/margin/rejected_image"][^1] > 0.1);
        Assert.True(run["loss"][^1] < run["loss"][0]);
    }

    [Fact]
    public void AccumulatedSlicesAreTheBigBatch()
    {
        var pairs = ToyPairs.Pairs(32);
        var big = Weights(new(6, 1e-2) { BatchSize = 32, SliceSize = 32, RecordEvery = 1 }, out var whole);
        var small = Weights(new(6, 1e-2) { BatchSize = 32, SliceSize = 8, RecordEvery = 1 }, out var sliced);
        // The same sums in another order: equal to rounding, and Adam's steps amplify it a little.
        for (var i = 0; i < big.Length; i++) Assert.Equal(big[i], small[i], 2e-3f);
        Assert.Equal(whole["loss"][0], sliced["loss"][0], 1e-6);
        Assert.Equal(whole["gradient_norm"][0], sliced["gradient_norm"][0], 1e-5 * whole["gradient_norm"][0]);

        float[] Weights(LlavaTrainingOptions options, out LlavaTrainingResult run)
        {
            var model = ToyPairs.Model();
            run = Train(model, new DpoLoss(), pairs, options, new LlavaScorer(ToyPairs.Model(), ToyPairs.End));
            return Values(model);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void AStoppedTrainingGoesOnToTheSameBits(bool lora)
    {
        var pairs = ToyPairs.Pairs(24);
        var options = new LlavaTrainingOptions(12, 1e-2)
        {
            BatchSize = 10, SliceSize = 4, RecordEvery = 1,
            SaveEvery = 5
        };
        var (whole, uninterrupted, _) = Run(Path.Combine(_folder, "a"), stopAt: null);
        var (_, stopped, _) = Run(Path.Combine(_folder, "b"), stopAt: 7);
        Assert.False(stopped.Completed);
        Assert.Equal(7, stopped.Step);
        var (resumed, rest, folder) = Run(Path.Combine(_folder, "b"), stopAt: null);
        Assert.Equal(whole, resumed);
        Assert.Equal(uninterrupted["loss"], rest["loss"]);
        Assert.EndsWith("checkpoint-12", folder.Newest);
        Assert.Single(Directory.GetDirectories(Path.Combine(_folder, "b")));

        (float[], LlavaTrainingResult, CheckpointFolder) Run(string path, int? stopAt)
        {
            var model = ToyPairs.Model();
            var adapter = lora ? LoraAdapter.Attach(model, 2, 4, ["q_proj", "v_proj", "up_proj"],
                new Generator(3)) : null;
            var checkpoints = new CheckpointFolder(path, "test");
            using var stop = new CancellationTokenSource();
            var trainer = new LlavaTrainer(new AdaVipLoss(), model, new LlavaScorer(ToyPairs.Model(), ToyPairs.End),
                ToyPairs.End)
            { Adapter = adapter };
            var run = trainer.Run(pairs, options, checkpoints, r => { if (r.Step + 1 == stopAt) stop.Cancel(); },
                stop.Token);
            return ([.. (adapter?.Parameters ?? model.parameters()).SelectMany(p => p.data<float>().ToArray())], run,
                checkpoints);
        }
    }

    [Fact]
    public void ThreadsAndACachedReferenceChangeNothing()
    {
        ManagedOnly.Bits();
        var pairs = ToyPairs.Pairs(24);
        var loss = new AdaVipLoss();
        var before = get_num_threads();
        try
        {
            var results = new List<float[]>();
            foreach (var threads in new[] { 1, 2 })
                foreach (var cached in new[] { false, true })
                {
                    set_num_threads(threads);
                    var model = ToyPairs.Model();
                    Train(model, loss, pairs, new(5, 1e-2) { BatchSize = 10 }, cached
                        ? ReferenceLogProbabilities.Compute(ToyPairs.Model(), pairs, loss.Inputs.Views, ToyPairs.End)
                        : new LlavaScorer(ToyPairs.Model(), ToyPairs.End));
                    results.Add(Values(model));
                }
            Assert.All(results, r => Assert.Equal(results[0], r));
        }
        finally
        {
            set_num_threads(before);
        }
    }

    /// <summary>Every loss of the catalogue whose views and columns these pairs have.</summary>
    public static TheoryData<string> Losses => [.. LossCatalogue.Of(typeof(PreferenceLoss).Assembly).Entries
        .Where(e => e.Name is not "weighted-sum" && Default(e) is { } loss && Fits(loss.Inputs)).Select(e => e.Name)];

    [Theory, MemberData(nameof(Losses))]
    public void EveryLossThatTheDataAllowsTakesItsObjectiveDown(string name)
    {
        var loss = Default(LossCatalogue.Of(typeof(PreferenceLoss).Assembly).Find(name))!;
        var pairs = ToyPairs.Pairs(12);
        var options = new LlavaTrainingOptions(8, 2e-3) { BatchSize = 12, SliceSize = 12, Warmup = 0, RecordEvery = 1 };
        var run = Train(ToyPairs.Model(), loss, pairs, options, new LlavaScorer(ToyPairs.Model(), ToyPairs.End));
        Assert.True(run["loss"].Skip(1).Min() < run["loss"][0], string.Join(' ', run["loss"]));
    }

    [Fact]
    public void LoraStartsUnchangedLearnsAndMergesToTheSameModel()
    {
        var pairs = ToyPairs.Pairs(16);
        var model = ToyPairs.Model();
        var before = Values(model);
        var batch = new LlavaBatch(pairs);
        var start = Sums(model);
        var adapter = LoraAdapter.Attach(model, 4, 8, ["q_proj", "v_proj", "gate_proj", "down_proj"], new Generator(1));
        Assert.Equal(start, Sums(model));
        new LlavaTrainer(new SftLoss(), model, null, ToyPairs.End) { Adapter = adapter }.Run(pairs, new(20,
            1e-2)
        { StartsAtReference = false });
        Assert.Equal(before, Values(model));
        var learned = Sums(model);
        Assert.True(learned.Average() > start.Average() + 1);

        Directory.CreateDirectory(_folder);
        adapter.Save(_folder);
        var other = ToyPairs.Model();
        var loaded = LoraAdapter.Attach(other, 4, 8, ["q_proj", "v_proj", "gate_proj", "down_proj"], new Generator(2));
        loaded.Load(_folder);
        Assert.Equal(learned, Sums(other));
        adapter.Merge();
        for (var i = 0; i < learned.Length; i++) Assert.Equal(learned[i], Sums(model)[i], 1e-3f);

        float[] Sums(LlavaModel m)
        {
            using var off = no_grad();
            return new LlavaScorer(m, ToyPairs.End).Score(batch, [View.Chosen], new([View.Chosen], TokenReduction.Sum,
                false))[0].Sum.data<float>().ToArray();
        }
    }

    [Fact]
    public void PeftFindsItsNames()
    {
        var adapter = LoraAdapter.Attach(ToyPairs.Model(), 2, 4, ["q_proj"], new Generator(1));
        adapter.Save(_folder);
        using var file = ResearchKit.Models.Safetensors.SafetensorsFile.Open(Path.Combine(_folder,
            "adapter_model.safetensors"));
        Assert.Equal(
            [
                "base_model.model.language_model.model.layers.0.self_attn.q_proj.lora_A.weight",
                "base_model.model.language_model.model.layers.0.self_attn.q_proj.lora_B.weight",
                "base_model.model.language_model.model.layers.1.self_attn.q_proj.lora_A.weight",
                "base_model.model.language_model.model.layers.1.self_attn.q_proj.lora_B.weight",
            ], file.Entries.Keys.Order(StringComparer.Ordinal));
        Assert.Equal([2L, 16],
            file.Entries["base_model.model.language_model.model.layers.0.self_attn.q_proj.lora_A.weight"].Shape);
        Assert.Throws<ModelFormatException>(() => LoraAdapter.Attach(ToyPairs.Model(), 2, 4, ["query"],
            new Generator(1)));
    }

    [Fact]
    public void WrongStartsOptionsAndCheckpointsAreNamed()
    {
        var pairs = ToyPairs.Pairs(8);
        var reference = new LlavaScorer(ToyPairs.Model(2), ToyPairs.End);
        Assert.Contains("with the policy equal to the reference", Assert.Throws<InvalidOperationException>(
            () => Train(ToyPairs.Model(), new DpoLoss(), pairs, new(2, 1e-3), reference)).Message);
        Assert.Contains("SliceSize", Assert.Throws<ArgumentException>(
            () => Train(ToyPairs.Model(), new KtoLoss(), pairs, new(2, 1e-3), reference)).Message);
        Assert.Contains("no rejected_image", Assert.Throws<InvalidOperationException>(() => Train(
            ToyPairs.Model(), new AdaVipLoss(),
                [.. pairs.Select(p => p with { Images = p.Images.Take(1).ToDictionary() })], new(2, 1e-3), reference))
            .Message.Replace("needs view 'rejected_image'", "no rejected_image"));
        var model = ToyPairs.Model();
        var trainer = new LlavaTrainer(new SftLoss(), model, null, ToyPairs.End);
        trainer.Run(pairs, new(1, 1e-3) { StartsAtReference = false }, new CheckpointFolder(_folder, "one"));
        Assert.Contains("of another training", Assert.Throws<ModelFormatException>(
            () => trainer.Run(pairs, new(1, 1e-3) { StartsAtReference = false }, new CheckpointFolder(_folder,
                "two"))).Message);
        File.WriteAllText(Path.Combine(_folder, "checkpoint-1", "optimizer.bin"), "x");
        Assert.Contains("checkpoint-1 is damaged", Assert.Throws<ModelFormatException>(
            () => trainer.Run(pairs, new(2, 1e-3) { StartsAtReference = false }, new CheckpointFolder(_folder,
                "one"))).Message);
    }

    private static LlavaTrainingResult Train(
        LlavaModel model, PreferenceLoss loss, PreferenceExample[] pairs, LlavaTrainingOptions options,
        ResearchKit.Training.IViewScorer<LlavaBatch>? reference = null) =>
        new LlavaTrainer(loss, model, reference, ToyPairs.End).Run(pairs, options);

    private static float[] Values(LlavaModel model) =>
        [.. model.parameters().SelectMany(p => p.data<float>().ToArray())];

    private static PreferenceLoss? Default(LossEntry entry) =>
        entry.HasDefaults ? entry.Create(new Dictionary<string, object?>()) : null; // others need settings

    private static bool Fits(LossInputs inputs) =>
        inputs.Views.All(v => v.Answer is "chosen" or "rejected" or "mismatched" && v.Image is "original" or "rejected")
        && inputs.Columns.All(c => c is "margin" or "weight") && inputs.AnswerColumns.Count == 0
        && inputs.TokenColumns.All(c => c == TokenColumn.Marks
            || (TokenColumn.IsComputed(c) && c != TokenColumn.Value));
}
