using System.Text.Json;
using ManagedTorch.Tests.Fixtures;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ManagedTorch.Tests.NN;

/// <summary>
/// Modules made after one seed, against PyTorch's (Fixtures/nn/modules.py): the state by name and in order, outputs, and
/// the gradients of inputs and parameters.
/// </summary>
[Collection(GlobalGenerator.Name)]
public sealed class ModulesMatchPyTorchTests
{
    private static readonly Dictionary<string, JsonElement> Fixture =
        PyTorchFixture.Read("nn/modules.json")["cases"].EnumerateArray().ToDictionary(c => c.GetProperty("name").GetString()!);

    /// <summary>A module and how it is called.</summary>
    private sealed record Made(Module Module, Func<Tensor[], Tensor?[]> Call);

    private static Made Plain(Module<Tensor, Tensor> module) => new(module, x => [module.call(x[0])]);

    private static Made Attention(long width, long heads, bool need = true, bool bias = true, bool appended = false, long? kdim = null, long? vdim = null)
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
        foreach (JsonProperty p in c.GetProperty("state").EnumerateObject()) PyTorchFixture.AssertEqual(p.Value, state[p.Name], p.Name, 1e-6);

        Tensor[] inputs = [.. c.GetProperty("inputs").EnumerateArray().Select(i => i.ValueKind == JsonValueKind.Null ? null! : PyTorchFixture.Tensor(i))];
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
            if (output!.requires_grad) total = total + (output * linspace(-1, 2, output.numel(), output.dtype).view(output.shape)).sum();
        }
        total.backward();
        foreach ((JsonElement expected, Tensor input) in c.GetProperty("gradients").EnumerateArray().Zip(inputs))
            if (expected.ValueKind != JsonValueKind.Null) PyTorchFixture.AssertEqual(expected, input.grad, "gradient of an input", 2e-5);
        foreach (JsonProperty p in c.GetProperty("parameters").EnumerateObject())
        {
            if (p.Value.ValueKind == JsonValueKind.Null) Assert.Null(made.Module.get_parameter(p.Name)!.grad);
            else PyTorchFixture.AssertEqual(p.Value, made.Module.get_parameter(p.Name)!.grad, $"gradient of {p.Name}", 2e-5);
        }
    }
}
