using System.Text.Json;
using ManagedTorch.Tests.Fixtures;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ManagedTorch.Tests.NN;

/// <summary>
/// Modules made after one seed, against PyTorch's (Fixtures/nn/modules.py): the state by name and in order, outputs,
/// and the gradients of inputs and parameters.
/// </summary>
[Collection(GlobalGenerator.Name)]
public sealed class ModulesMatchPyTorchTests
{
    private static readonly Dictionary<string, JsonElement> Fixture =
        PyTorchFixture.Read("nn/modules.json")["cases"].EnumerateArray()
        .ToDictionary(c => c.GetProperty("name").GetString()!);

    /// <summary>A module and how it is called.</summary>
    private sealed record Made(Module Module, Func<Tensor[], Tensor?[]> Call);

    private static Made Plain(Module<Tensor, Tensor> module) => new(module, x => [module.call(x[0])]);

    private static Made Plain(Module<Tensor, Tensor, Tensor> module) => new(module, x => [module.call(x[0], x[1])]);

    private static Made Plain(Module<Tensor, Tensor, Tensor, Tensor> module) =>
        new(module, x => [module.call(x[0], x[1], x[2])]);

    private static Made ToSize(TorchSharp.Modules.ConvTranspose2d module, long[] size) =>
        new(module, x => [module.forward(x[0], size)]);

    /// <summary>In evaluation, after it has seen half the input.</summary>
    private static Made Tracked(Module<Tensor, Tensor> module)
    {
        module.call(PyTorchFixture.Tensor(Fixture["instance norm tracked"].GetProperty("inputs")[0]) * 0.5);
        module.eval();
        return Plain(module);
    }

    private static Made Attention(long width, long heads, bool need = true, bool bias = true, bool appended = false,
        long? kdim = null, long? vdim = null)
    {
        var module = MultiheadAttention(width, heads, 0, bias, appended, appended, kdim, vdim);
        return new(module, x =>
        {
            var (y, weights) = module.call(x[0], x.Length > 1 ? x[1] : x[0], x.Length > 1 ? x[2] : x[0],
                x.ElementAtOrDefault(3), need, x.ElementAtOrDefault(4));
            return [y, weights];
        });
    }

    private static Made Encoder(long layers, Activations activation)
    {
        var module = TransformerEncoder(TransformerEncoderLayer(8, 2, 12, 0, activation), layers);
        return new(module, x => [x.Length == 1 ? module.call(x[0]) : module.call(x[0], x[1], x[2])]);
    }

    private static readonly Dictionary<string, Func<Made>> Makers = new()
    {
        ["attention to itself"] = () => Attention(6, 2),
        ["attention to itself without weights"] = () => Attention(6, 2, need: false),
        ["attention to others"] = () => Attention(6, 3),
        ["attention without bias"] = () => Attention(6, 1, bias: false),
        ["attention padded"] = () => Attention(6, 2),
        ["attention padded and masked"] = () => Attention(6, 2, need: false),
        ["attention with numbers as mask"] = () => Attention(6, 2),
        ["attention with a mask per head"] = () => Attention(6, 2, need: false),
        ["attention of other widths"] = () => Attention(6, 2, kdim: 3, vdim: 5),
        ["attention with appended keys"] = () => Attention(6, 2, appended: true),
        ["encoder layer"] = () => Encoder(1, Activations.ReLU),
        ["encoder masked"] = () => Encoder(2, Activations.GELU),
        ["conv1d"] = () => Plain(Conv1d(4, 6, 3, 2, 1, 2, groups: 2)),
        ["conv1d same"] = () => Plain(Conv1d(4, 2, 4, TorchSharp.Padding.Same)),
        ["conv1d circular"] = () =>
            Plain(Conv1d(4, 3, 3, padding: 1, padding_mode: PaddingModes.Circular, bias: false)),
        ["conv2d"] = () => Plain(Conv2d(4, 6, (3, 2), (2, 1), (1, 0))),
        ["conv2d reflect"] = () => Plain(Conv2d(4, 3, (3, 3), padding: (1, 2), padding_mode: PaddingModes.Reflect)),
        ["transposed conv1d"] = () => Plain(ConvTranspose1d(4, 6, 3, 2, 1, 1, groups: 2)),
        ["transposed conv2d"] = () => Plain(ConvTranspose2d(4, 3, (3, 2), (2, 3), (1, 0), (1, 2))),
        ["transposed conv2d of one image"] = () => Plain(ConvTranspose2d(4, 3, 2, bias: false)),
        ["transposed conv2d dilated"] = () => Plain(ConvTranspose2d(4, 6, 3, 2, 1, 2, 3, groups: 2)),
        ["transposed conv2d to a size"] = () => ToSize(ConvTranspose2d(4, 3, 3, stride: 2, padding: 1), [10, 7]),
        ["instance norm"] = () => Plain(InstanceNorm2d(4, affine: true)),
        ["instance norm plain"] = () => Plain(InstanceNorm1d(4)),
        ["instance norm tracked"] = () => Tracked(InstanceNorm2d(4, track_running_stats: true)),
        ["group norm"] = () => Plain(GroupNorm(2, 4)),
        ["batch norm"] = () => Plain(BatchNorm2d(4)),
        ["layer norm"] = () => Plain(LayerNorm(4)),
        ["zero pad"] = () => Plain(ZeroPad2d((1, 2, 0, 1))),
        ["constant pad 1d"] = () => Plain(ConstantPad1d(2, 0.7)),
        ["constant pad 2d"] = () => Plain(ConstantPad2d((1, 0, 2, 1), -1.5)),
        ["constant pad 3d"] = () => Plain(ConstantPad3d(1, 0.5)),
        ["reflection pad 1d"] = () => Plain(ReflectionPad1d((2, 1))),
        ["reflection pad 2d"] = () => Plain(ReflectionPad2d(2)),
        ["replication pad 1d"] = () => Plain(ReplicationPad1d(3)),
        ["replication pad 2d"] = () => Plain(ReplicationPad2d((1, 0, 2, 1))),
        ["upsample"] = () => Plain(Upsample(scale_factor: [2])),
        ["upsample bilinear"] = () => Plain(Upsample(scale_factor: [1.7], mode: UpsampleMode.Bilinear)),
        ["upsample bilinear corners"] = () => Plain(Upsample([7, 4], mode: UpsampleMode.Bilinear, align_corners: true)),
        ["upsample bicubic"] = () => Plain(Upsample([9, 5], mode: UpsampleMode.Bicubic)),
        ["upsample bicubic corners"] = () =>
            Plain(Upsample(scale_factor: [1.5, 2.3], mode: UpsampleMode.Bicubic, align_corners: true)),
        ["upsample linear"] = () => Plain(Upsample(scale_factor: [2.5], mode: UpsampleMode.Linear)),
        ["upsample recomputed"] = () =>
            Plain(Upsample(scale_factor: [1.7], mode: UpsampleMode.Bilinear, recompute_scale_factor: true)),
        ["pixel shuffle"] = () => Plain(PixelShuffle(2)),
        ["pixel unshuffle"] = () => Plain(PixelUnshuffle(2)),
        ["unfold"] = () => Plain(Unfold((2, 3), (1, 1), (1, 1), (2, 1))),
        ["fold"] = () => Plain(Fold((4, 5), (2, 2))),
        ["unflatten"] = () => Plain(Unflatten(1, [2, 2])),
        ["max pool 1d"] = () => Plain(MaxPool1d(3, 2, 1)),
        ["avg pool 1d"] = () => Plain(AvgPool1d(3, 2, 1, count_include_pad: false)),
        ["adaptive avg pool 1d"] = () => Plain(AdaptiveAvgPool1d(3)),
        ["adaptive avg pool 2d"] = () => Plain(AdaptiveAvgPool2d((2, 4))),
        ["adaptive max pool 2d"] = () => Plain(AdaptiveMaxPool2d([2, 4])),
        ["max pool 2d"] = () => Plain(MaxPool2d(3, 2, 1, ceil_mode: true)),
        ["celu"] = () => Plain(CELU(0.7)),
        ["elu"] = () => Plain(ELU(0.7)),
        ["selu"] = () => Plain(SELU()),
        ["glu"] = () => Plain(GLU()),
        ["hardshrink"] = () => Plain(Hardshrink()),
        ["softshrink"] = () => Plain(Softshrink(0.3)),
        ["hardsigmoid"] = () => Plain(Hardsigmoid()),
        ["hardswish"] = () => Plain(Hardswish()),
        ["hardtanh"] = () => Plain(Hardtanh(-3, 3)),
        ["relu6"] = () => Plain(ReLU6()),
        ["mish"] = () => Plain(Mish()),
        ["softsign"] = () => Plain(Softsign()),
        ["tanhshrink"] = () => Plain(Tanhshrink()),
        ["softmin"] = () => Plain(Softmin(1)),
        ["softmax2d"] = () => Plain(Softmax2d()),
        ["threshold"] = () => Plain(Threshold(0.5, -2)),
        ["prelu"] = () => Plain(PReLU(1)),
        ["prelu per channel"] = () => Plain(PReLU(4, 0.1)),
        ["dropout"] = () => Plain(Dropout(0.4)),
        ["dropout1d"] = () => Plain(Dropout1d(0.4)),
        ["dropout2d"] = () => Plain(Dropout2d(0.4)),
        ["bilinear"] = () => Plain(Bilinear(4, 3, 2)),
        ["cosine similarity"] = () => Plain(CosineSimilarity()),
        ["pairwise distance"] = () => Plain(PairwiseDistance(keepdim: true)),
        ["bce"] = () => Plain(BCELoss()),
        ["cosine embedding"] = () => Plain(CosineEmbeddingLoss(0.2)),
        ["hinge embedding"] = () => Plain(HingeEmbeddingLoss()),
        ["huber"] = () => Plain(HuberLoss(0.8)),
        ["margin ranking"] = () => Plain(MarginRankingLoss(0.3)),
        ["soft margin"] = () => Plain(SoftMarginLoss()),
        ["multi margin"] = () => Plain(MultiMarginLoss(2, 0.7)),
        ["triplet margin"] = () => Plain(TripletMarginLoss(2.0, swap: true)),
        ["triplet margin with distance"] = () =>
            Plain(TripletMarginWithDistanceLoss((a, b) => (a - b).abs().sum(1), 0.5)),
        ["poisson"] = () => Plain(PoissonNLLLoss(full: true)),
        ["poisson of rates"] = () => Plain(PoissonNLLLoss(log_input: false, reduction: Reduction.Sum)),
        ["gaussian"] = () => Plain(GaussianNLLLoss(full: true, eps: 1e-6f)),
        ["gaussian of small variances"] = () => Plain(GaussianNLLLoss(eps: 0.5f, reduction: Reduction.Sum)),
    };

    public static TheoryData<string> Names => [.. Fixture.Keys];

    [Fact]
    public void EveryRecordedModuleIsMade() => Assert.Equal(Fixture.Keys.Order(), Makers.Keys.Order());

    [Theory, MemberData(nameof(Names))]
    public void StateOutputsAndGradientsArePyTorchs(string name)
    {
        JsonElement c = Fixture[name];
        manual_seed(3);
        Made made = Makers[name]();
        Dictionary<string, Tensor> state = made.Module.state_dict();
        Assert.Equal(c.GetProperty("state").EnumerateObject().Select(p => p.Name), state.Keys);
        foreach (JsonProperty p in c.GetProperty("state").EnumerateObject())
            PyTorchFixture.AssertEqual(p.Value, state[p.Name], p.Name, 1e-6);

        Tensor[] inputs =
            [.. c.GetProperty("inputs").EnumerateArray()
                .Select(i => i.ValueKind == JsonValueKind.Null ? null! : PyTorchFixture.Tensor(i))];
        foreach (Tensor input in inputs)
            if (input is not null && input.is_floating_point()) input.requires_grad_();
        Tensor?[] outputs = made.Call(inputs);
        Tensor total = zeros(1).sum();
        foreach ((JsonElement expected, Tensor? output) in c.GetProperty("outputs").EnumerateArray().Zip(outputs))
        {
            if (expected.ValueKind == JsonValueKind.Null)
            {
                Assert.Null(output);
                continue;
            }
            PyTorchFixture.AssertEqual(expected, output, "output", 5e-6);
            if (output!.requires_grad)
                total = total + (output * linspace(-1, 2, output.numel(), output.dtype).view(output.shape)).sum();
        }
        total.backward();
        foreach ((JsonElement expected, Tensor input) in c.GetProperty("gradients").EnumerateArray().Zip(inputs))
            if (expected.ValueKind != JsonValueKind.Null) AssertGradient(expected, input.grad, "gradient of an input");
        foreach (JsonProperty p in c.GetProperty("parameters").EnumerateObject())
        {
            if (p.Value.ValueKind == JsonValueKind.Null) Assert.Null(made.Module.get_parameter(p.Name)!.grad);
            else AssertGradient(p.Value, made.Module.get_parameter(p.Name)!.grad, $"gradient of {p.Name}");
        }
    }

    /// <summary>Gradients are sums, whose error goes with their largest terms.</summary>
    private static void AssertGradient(JsonElement expected, Tensor? actual, string what)
    {
        double largest = PyTorchFixture.Numbers(expected.GetProperty("values")).Select(Math.Abs).DefaultIfEmpty().Max();
        PyTorchFixture.AssertEqual(expected, actual, what, 1e-5 * Math.Max(2, largest));
    }
}
