using ResearchKit.Engines;
using ResearchKit.Imaging;
using ResearchKit.Losses.Contract;
using ResearchKit.Models;
using ResearchKit.Models.Generation;
using ResearchKit.Models.Llava;
using ResearchKit.Tests.Models.Llava;
using ResearchKit.Tests.Training.Llava;
using ResearchKit.Training.Llava;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Models;

/// <summary>
/// Where tensors are, held without a GPU on libtorch's device <c>meta</c>, whose tensors have shapes and no numbers:
/// libtorch throws where an operation mixes it with the CPU, and where numbers are to leave it.
/// </summary>
public sealed class MetaDeviceTests
{
    private static readonly Device Meta = new(DeviceType.META);

    public static TheoryData<string> Names => [.. ReferenceCase.Names];

    public MetaDeviceTests() => Assert.SkipUnless(EngineChoice.Current == TensorEngine.Libtorch,
        "the managed engine has no device but the CPU");

    // The test of the test.
    [Fact]
    public void DevicesDoNotMix()
    {
        Assert.ThrowsAny<Exception>(() => zeros(2, device: Meta) + zeros(2));
        Assert.ThrowsAny<Exception>(() => zeros(2, device: Meta).index_select(0, tensor(new long[] { 1 })));
        Leaves(() => zeros(2, device: Meta).cpu());
    }

    [Theory, MemberData(nameof(Names))]
    public void AForwardAndABackwardPassAndAStepStayWhereTheModelIs(string name)
    {
        var reference = ReferenceCase.Read(name);
        LlavaModel model = new(LlavaConfigJson.Parse(reference.Config), null, device: Meta),
            same = reference.Model(float32);
        using var optimizer = optim.AdamW(model.parameters(), 1e-3);
        var next = Tokens(reference).narrow(1, 1, Tokens(reference).shape[1] - 1);
        foreach (var hooked in new[] { false, true })
        {
            model.Decoder.AttentionHook = same.Decoder.AttentionHook = hooked ? (_, weights) => weights : null;
            foreach (var kept in new[] { null, ones(Tokens(reference).shape, ScalarType.Bool) })
            {
                foreach (var one in new[] { model, same })
                {
                    var logits = one.Logits(Tokens(reference), one.ImageFeatures(reference.Pixels(float32)), null, kept);
                    FusedOps.TokenLogProbabilities(logits.narrow(1, 0, next.shape[1]), next.to(one.Device)).mean()
                        .backward();
                    Assert.Equal((one.Device.type, 13), (logits.device_type, logits.shape[2]));
                }
                optimizer.step();
            }
        }
        foreach (var ((key, parameter), (_, other)) in model.named_parameters().Zip(same.named_parameters()))
        {
            Assert.True(parameter.is_meta, key);
            Assert.Equal(other.grad?.shape, parameter.grad?.shape);
            Assert.True(parameter.grad?.is_meta ?? true, key);
        }
    }

    [Fact]
    public void AnAdapterIsMadeAndMergedWhereTheModelIs()
    {
        var model = new LlavaModel(ToyPairs.Config, null, device: Meta);
        var adapter = LoraAdapter.Attach(model, 2, 4, ["q_proj", "down_proj"], new Generator(1));
        model.Logits(tensor(new long[,] { { 5, 6, 7 } }), null).sum().backward();
        Assert.All(adapter.Parameters, p => Assert.True(p.is_meta && p.grad!.is_meta));
        adapter.Merge();
    }

    /// <summary>Up to the place where the first numbers leave, and with the cache from there on again.</summary>
    [Fact]
    public void GenerationLeavesTheDeviceByItsLogitsAlone()
    {
        using var off = no_grad();
        var reference = ReferenceCase.Read("grouped-tied");
        var model = new LlavaModel(LlavaConfigJson.Parse(reference.Config), null, device: Meta);
        int[] image = [11, 11, 11, 11];
        var pixels = new ImageProcessor(8).Pixels([new RgbImage(8, 8), new RgbImage(8, 8)]);
        using var pass = new DecodingPass(model, [[1, .. image, 5, 7], [1, .. image, 4]], 4);
        Leaves(() => pass.Start(pixels));
        pass.Select([1, 0, 1]);
        Leaves(() => pass.Next([3, 4, 5]));
        Leaves(() => pass.Next([3, 4, 5]));
        Leaves(() => new AnswerGenerator(model, 2).Generate([new(0, [1, 5], [])], new(2)).ToArray());
    }

    [Fact]
    public void ScoringLeavesTheDeviceByItsLogProbabilitiesAlone()
    {
        var model = new LlavaModel(ToyPairs.Config, null, device: Meta);
        var pairs = ToyPairs.Pairs(4);
        var scorer = new LlavaScorer(model, ToyPairs.End);
        View[] views = [View.Chosen, View.Rejected, View.RejectedImage];
        Leaves(() => scorer.Score(new(pairs), views, new(views, TokenReduction.Sum, Reference: false)));
        Leaves(() => scorer.MostProbable(new(pairs), View.Chosen));
        Leaves(() => ReferenceLogProbabilities.Compute(model, pairs, views, ToyPairs.End));

        var places = AnswerPlaces.Of(pairs.Select(p => p.Answers[View.ChosenAnswer]), Meta);
        var logits = zeros([places.Said.shape[0], ToyPairs.Config.Text.VocabularySize], device: Meta);
        foreach (var column in new[] { TokenColumn.Entropy, TokenColumn.Collision, TokenColumn.Logit, TokenColumn.Eos })
            Assert.True(TokenColumn.FromLogitsOf(column, logits, places.Said, ToyPairs.End).is_meta);
        var distributions = places.PerRow(nn.functional.log_softmax(logits, -1));
        Assert.Equal([4, places.Mask.shape[1], logits.shape[1]], distributions.shape);
        Assert.True(TokenColumn.Divergence(TokenColumn.Kl, distributions, distributions).is_meta);
    }

    [Fact]
    public void ACheckpointIsLoadedStraightToTheDevice()
    {
        var folder = Directory.CreateTempSubdirectory("meta-").FullName;
        try
        {
            LlavaCheckpoint.Save(ToyPairs.Model(), folder);
            var model = LlavaCheckpoint.Load(folder, Meta);
            Assert.Equal(DeviceType.META, model.Device.type);
            Assert.All(model.state_dict().Values, weight => Assert.True(weight.is_meta));
            Leaves(() => LlavaCheckpoint.Save(model, folder));
            Assert.Equal(ToyPairs.Model().parameters().First().data<float>().ToArray(),
                LlavaCheckpoint.Load(folder).parameters().First().data<float>().ToArray()); // the file is as it was
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void AnOptimizersStateGoesOnOnTheDevice()
    {
        var file = new MemoryStream();
        var cpu = ToyPairs.Model();
        using (var optimizer = optim.AdamW(cpu.parameters(), 1e-3))
        {
            cpu.Logits(tensor(new long[,] { { 5, 6, 7 } }), null).sum().backward();
            optimizer.step();
            optimizer.save_state_dict(new BinaryWriter(file));
        }
        file.Position = 0;
        var model = new LlavaModel(ToyPairs.Config, null, device: Meta);
        using var next = optim.AdamW(model.parameters(), 1e-3);
        next.load_state_dict(new BinaryReader(file));
        model.Logits(tensor(new long[,] { { 5, 6, 7 } }), null).sum().backward();
        next.step();
    }

    private static Tensor Tokens(ReferenceCase reference)
    {
        var width = reference.Sequences.Max(s => s.Length);
        return tensor(reference.Sequences.SelectMany(s => s.Concat(new long[width - s.Length])).ToArray())
            .view(reference.Sequences.Length, width);
    }

    private static void Leaves(Action work) =>
        Assert.Contains("Cannot copy out of meta tensor", Assert.ThrowsAny<Exception>(work).Message);
}
