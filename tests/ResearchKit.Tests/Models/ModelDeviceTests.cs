using ResearchKit.Imaging;
using ResearchKit.Models;
using ResearchKit.Models.Generation;
using ResearchKit.Models.Layers;
using ResearchKit.Models.Llava;
using ResearchKit.Tests.Models.Llava;
using ResearchKit.Tests.Training.Llava;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Models;

/// <summary>A model on another device computes there, of inputs from the CPU, what the same model does on the
/// CPU.</summary>
[Collection(NonParallelCollection.Name)]
public sealed class ModelDeviceTests
{
    private readonly Device _lazy = LazyDevice.OrSkip();

    public static TheoryData<string> Names => [.. ReferenceCase.Names];

    // The test of the tests.
    [Fact]
    public void DevicesDoNotMix()
    {
        var there = ones(3, device: _lazy);
        Assert.ThrowsAny<Exception>(() => there + ones(3));
        Assert.ThrowsAny<Exception>(() => there.index_select(0, tensor(new long[] { 1 })));
        Assert.ThrowsAny<Exception>(() => there.masked_fill(ones(3, ScalarType.Bool), 0));
        Assert.ThrowsAny<Exception>(() => cat([there, ones(3)], 0));
        Assert.Equal(2, (there + ones(3).to(_lazy)).cpu()[1].item<float>());
    }

    [Theory, MemberData(nameof(Names))]
    public void AForwardAndABackwardPassAndAStepAreTheSame(string name)
    {
        var reference = ReferenceCase.Read(name);
        LlavaModel here = reference.Model(float32), there = On(here);
        using var first = optim.SGD(here.parameters(), 1e-2);
        using var second = optim.SGD(there.parameters(), 1e-2);
        var tokens = Tokens(reference);
        var next = tokens.narrow(1, 1, tokens.shape[1] - 1);
        foreach (AttentionHook? hook in new AttentionHook?[] { null, (_, weights) => weights })
            foreach (var kept in new[] { null, ones(tokens.shape, ScalarType.Bool) })
            {
                here.Decoder.AttentionHook = there.Decoder.AttentionHook = hook;
                var results = new List<Tensor>();
                foreach (var (model, optimizer) in new[] { (here, first), (there, second) })
                {
                    var logits =
                        model.Logits(tokens, model.ImageFeatures(reference.Pixels(float32)), null, kept);
                    Assert.Equal(model.Device.type, logits.device_type);
                    FusedOps.TokenLogProbabilities(logits.narrow(1, 0, next.shape[1]), next.to(model.Device))
                        .mean().backward();
                    optimizer.step();
                    LazyDevice.Sync();
                    results.Add(logits.detach().cpu());
                }
                Close(results[0], results[1]);
                foreach (var ((key, one), (_, other)) in here.named_parameters().Zip(there.named_parameters()))
                {
                    Assert.Equal((key, _lazy.type), (key, other.device_type));
                    Close(one, other.cpu());
                    Assert.Equal(one.grad is null, other.grad is null);
                    if (one.grad is null) continue;
                    Assert.Equal((key, _lazy.type), (key, other.grad!.device_type));
                    Close(one.grad, other.grad.cpu());
                }
            }
    }

    [Theory]
    [InlineData(0, 1, 0)]
    [InlineData(0, 1, 0.5)]
    [InlineData(1.5, 1, 0)]
    [InlineData(0, 3, 0)]
    public void AnswersAreTheSame(double temperature, int beams, double contrast)
    {
        LlavaModel here = ReferenceCase.Read("grouped-tied").Model(float32), there = On(here);
        var image = new RgbImage(8, 8);
        for (var i = 0; i < image.Pixels.Length; i++) image.Pixels[i] = (byte)(i * 37);
        int[] tokens = [11, 11, 11, 11];
        GenerationRequest[] requests =
            [new(1, [1, .. tokens, 5, 7], [image]), new(2, [1, 3, .. tokens, 4, .. tokens, 6], [image, image])];
        var options = new GenerationOptions(6) { Temperature = temperature, Beams = beams, Seed = 4 };
        var (expected, actual) = (Answers(here), Answers(there));
        Assert.Equal(expected.Select(a => string.Join(' ', a.Tokens)), actual.Select(a => string.Join(' ', a.Tokens)));
        for (var i = 0; i < 2; i++) Assert.Equal(expected[i].LogProbability, actual[i].LogProbability, 1e-4);

        GeneratedAnswer[] Answers(LlavaModel model) => [.. new AnswerGenerator(model, 2)
        {
            Processor = batch => new Synced(
                contrast == 0 ? null : new ContrastiveDecoding(batch, contrast, beta: 1e-3)),
        }.Generate(requests, options)];
    }

    [Fact]
    public void AdaptersAreDrawnAndMergedTheSame()
    {
        LlavaModel here = ToyPairs.Model(), there = On(here);
        foreach (var model in new[] { here, there })
        {
            var adapter = LoraAdapter.Attach(model, 2, 4, ["q_proj", "down_proj"], new Generator(1));
            Assert.All(adapter.Parameters, p => Assert.Equal(model.Device.type, p.device_type));
            using var optimizer = optim.AdamW(adapter.Parameters, 1e-2);
            for (var step = 0; step < 2; step++)
            {
                model.Logits(tensor(new long[,] { { 5, 6, 7 } }), null).square().mean().backward();
                optimizer.step();
            }
            adapter.Merge();
        }
        foreach (var (one, other) in here.parameters().Zip(there.parameters())) Close(one, other.cpu());
    }

    [Fact]
    public void ACheckpointIsLoadedToTheDeviceAndSavedToTheSameBytes()
    {
        var folder = Directory.CreateTempSubdirectory("device-").FullName;
        try
        {
            string start = Path.Combine(folder, "a"), again = Path.Combine(folder, "b");
            LlavaCheckpoint.Save(ToyPairs.Model(), start);
            var model = LlavaCheckpoint.Load(start, _lazy);
            Assert.All(model.state_dict().Values, weight => Assert.Equal(_lazy.type, weight.device_type));
            LlavaCheckpoint.Save(model, again);
            foreach (var file in Directory.GetFiles(start))
                Assert.Equal(File.ReadAllBytes(file),
                    File.ReadAllBytes(Path.Combine(again, Path.GetFileName(file))));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void NewWeightsAreTheSame()
    {
        var there = new LlavaModel(ToyPairs.Config, new Generator(1), device: _lazy);
        foreach (var (one, other) in ToyPairs.Model().parameters().Zip(there.parameters()))
            Assert.Equal(one.data<float>().ToArray(), other.cpu().data<float>().ToArray());
    }

    private sealed class Synced(ContrastiveDecoding? contrast) : ILogitsProcessor
    {
        public Tensor Process(Tensor logits, long[]? said)
        {
            logits = contrast is null ? logits : contrast.Process(logits, said);
            LazyDevice.Sync();
            return logits;
        }

        public void Select(IReadOnlyList<int> rows) => contrast?.Select(rows);

        public void Dispose() => contrast?.Dispose();
    }

    private LlavaModel On(LlavaModel model)
    {
        var copy = new LlavaModel(model.Config, null, device: _lazy);
        copy.load_state_dict(model.state_dict());
        return copy;
    }

    private static Tensor Tokens(ReferenceCase reference)
    {
        var width = reference.Sequences.Max(s => s.Length);
        return tensor(reference.Sequences.SelectMany(s => s.Concat(new long[width - s.Length])).ToArray())
            .view(reference.Sequences.Length, width);
    }

    private static void Close(Tensor expected, Tensor actual) => Assert.True(
        expected.allclose(actual, rtol: 1e-4, atol: 2e-5),
        $"they differ by {(expected - actual).abs().max().item<float>()}");
}
