using System.Text.Json;
using ManagedTorch.Tests.Fixtures;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ManagedTorch.Tests.NN;

/// <summary>
/// The same expression in PyTorch and here: values, gradients for an incoming gradient that is not all ones, dtypes and
/// shapes; and what PyTorch rejects is rejected here, with an exception.
/// </summary>
public sealed class DifferentialTests
{
    private static readonly PyTorchFixture Fixture = PyTorchFixture.Read("nn/differential.json");

    /// <summary>Expressions by the name in the fixture, without the width of the dtype.</summary>
    private static readonly Dictionary<string, Func<Tensor[], Tensor>> Expressions = new()
    {
        ["linear"] = t => functional.linear(t[0], t[1], t[2]),
        ["linear without bias"] = t => functional.linear(t[0], t[1]),
        ["linear of [2, 4, 5]"] = t => functional.linear(t[0], t[1], t[2]),
        ["linear of a vector"] = t => functional.linear(t[0], t[1], t[2]),
        ["relu"] = t => ReLU().call(t[0]),
        ["tanh"] = t => Tanh().call(t[0]),
        ["sigmoid"] = t => Sigmoid().call(t[0]),
        ["silu"] = t => SiLU().call(t[0]),
        ["gelu"] = t => GELU().call(t[0]),
        ["gelu tanh"] = t => GELU(TorchSharp.Modules.GELU.Approximate.tanh).call(t[0]),
        ["softmax 1"] = t => Softmax(1).call(t[0]),
        ["softmax 0"] = t => Softmax(0).call(t[0]),
        ["log_softmax -1"] = t => LogSoftmax(-1).call(t[0]),
        ["log_softmax 0"] = t => LogSoftmax(0).call(t[0]),
        ["layer_norm"] = t => functional.layer_norm(t[0], [5], t[1], t[2]),
        ["layer_norm plain"] = t => functional.layer_norm(t[0], [5]),
        ["layer_norm of two dimensions"] = t => functional.layer_norm(t[0], [4, 5], t[1], t[2]),
        ["embedding"] = t => TorchSharp.Modules.Embedding.Rows(t[0], t[1], null),
        ["embedding with padding"] = t => TorchSharp.Modules.Embedding.Rows(t[0], t[1], 1),
        ["dropout in evaluation"] = t => Evaluating(Dropout(0.5)).call(t[0]),
        ["two layers"] = t =>
            functional.log_softmax(functional.linear(functional.relu(functional.linear(t[0], t[1])), t[2]), -1),
        ["dpo"] = t =>
            -functional.logsigmoid(0.1 *
                (t[0].select(1, 0) - t[0].select(1, 1) - (t[1].select(1, 0) - t[1].select(1, 1)))).mean(),
        ["leaky_relu"] = t => LeakyReLU(0.2).call(t[0]),
        ["softplus"] = t => Softplus(2, 3).call(t[0]),
        ["logsigmoid"] = t => LogSigmoid().call(t[0]),
        ["flatten"] = t => Flatten().call(t[0]),
        ["rejected: cross entropy of class 5 of 5"] = t => CrossEntropyLoss().call(t[0], t[1]),
        ["rejected: cross entropy of 3 classes for 4 rows"] = t => CrossEntropyLoss().call(t[0], t[1]),
        ["rejected: binary cross entropy of [4, 5] by [4]"] = t => BCEWithLogitsLoss().call(t[0], t[1]),
        ["rejected: linear of 6 features by 5"] = t => functional.linear(t[0], t[1], t[2]),
        ["rejected: linear with a bias of 4 for 3 outputs"] = t => functional.linear(t[0], t[1], t[2]),
        ["rejected: linear of float32 by float64"] = t => functional.linear(t[0], t[1], t[2]),
        ["rejected: softmax along dimension 2 of 2"] = t => functional.softmax(t[0], 2),
        ["rejected: log_softmax along dimension -3 of 2"] = t => functional.log_softmax(t[0], -3),
        ["rejected: layer_norm over 4 of [4, 5]"] = t => functional.layer_norm(t[0], [4]),
        ["rejected: embedding of row 6 of 6"] = t => TorchSharp.Modules.Embedding.Rows(t[0], t[1], null),
        ["rejected: embedding of row -1"] = t => TorchSharp.Modules.Embedding.Rows(t[0], t[1], null),
        ["rejected: embedding of float indices"] = t => TorchSharp.Modules.Embedding.Rows(t[0], t[1], null),
        ["rejected: dropout with probability 1.5"] = t => functional.dropout(t[0], 1.5),
    };

    /// <summary>Losses by the name in the fixture, without the reduction.</summary>
    private static readonly Dictionary<string, Func<Reduction, ScalarType, Module<Tensor, Tensor, Tensor>>> Losses =
        new()
        {
            ["mse"] = (r, _) => MSELoss(r),
            ["l1"] = (r, _) => L1Loss(r),
            ["smooth l1"] = (r, _) => SmoothL1Loss(r, 0.7),
            ["kl of log targets"] = (r, _) => KLDivLoss(true, r),
            ["kl of probabilities"] = (r, _) => KLDivLoss(false, r),
            ["nll"] = (r, _) => NLLLoss(reduction: r),
            ["weighted nll"] = (r, type) => NLLLoss(Weights(type), r),
            ["binary cross entropy"] = (r, _) => BCEWithLogitsLoss(reduction: r),
            ["weighted binary cross entropy"] = (r, type) => BCEWithLogitsLoss(Weights(type), r, Weights(type) + 1),
            ["cross entropy"] = (r, _) => CrossEntropyLoss(reduction: r),
            ["cross entropy without class 2"] = (r, _) => CrossEntropyLoss(ignore_index: 2, reduction: r),
            ["smoothed cross entropy"] = (r, type) =>
                new CrossEntropyLoss(Weights(type), reduction: r, label_smoothing: 0.1),
        };

    private static Tensor Weights(ScalarType type) =>
        PyTorchFixture.Tensor(Fixture["weights"].GetProperty(type == ScalarType.Float32 ? "32" : "64"));

    private static Func<Tensor[], Tensor>? Expression(string name)
    {
        string stem = name.Split('/')[0];
        if (Expressions.TryGetValue(stem, out Func<Tensor[], Tensor>? expression)) return expression;
        int last = stem.LastIndexOf(' ');
        if (!Losses.TryGetValue(stem[..last], out Func<Reduction, ScalarType, Module<Tensor, Tensor, Tensor>>? loss))
            return null;
        return t => loss(Enum.Parse<Reduction>(stem[(last + 1)..], ignoreCase: true), t[0].dtype).call(t[0], t[1]);
    }

    public static TheoryData<string> Names =>
        new(Fixture["cases"].EnumerateArray().Select(c => c.GetProperty("name").GetString()!));

    [Theory]
    [MemberData(nameof(Names))]
    public void EqualsPyTorch(string name)
    {
        JsonElement fixture = Fixture["cases"].EnumerateArray().Single(c => c.GetProperty("name").GetString() == name);
        Tensor[] inputs = fixture.GetProperty("inputs").EnumerateArray().Select(PyTorchFixture.Tensor).ToArray();
        foreach (Tensor input in inputs)
            if (input.is_floating_point()) input.requires_grad = true;
        Func<Tensor[], Tensor> expression = Expression(name)
            ?? throw new KeyNotFoundException($"'{name}' has no expression here.");

        if (fixture.TryGetProperty("rejected", out _))
        {
            Exception rejection = Assert.ThrowsAny<Exception>(() => expression(inputs));
            Assert.True(rejection is ArgumentException or InvalidOperationException or IndexOutOfRangeException
                or NotSupportedException,
                $"rejected by accident: {rejection}");
            return;
        }
        Tensor output = expression(inputs);
        PyTorchFixture.AssertEqual(fixture.GetProperty("output"), output, "output");
        output.backward([PyTorchFixture.Tensor(fixture.GetProperty("incoming"))]);
        foreach ((JsonElement gradient, int i) in fixture.GetProperty("gradients").EnumerateArray()
            .Select((g, i) => (g, i)))
        {
            if (gradient.ValueKind == JsonValueKind.Null) Assert.Null(inputs[i].grad);
            else PyTorchFixture.AssertEqual(gradient, inputs[i].grad, $"gradient of input {i}");
        }
    }

    [Fact]
    public void EveryExpressionHasItsFixture()
    {
        string[] names = Names.Select(n => n.Data.Split('/')[0]).ToArray();
        Assert.Empty(Expressions.Keys.Except(names));
        Assert.Empty(Losses.Keys.Except(names.Select(n => n[..Math.Max(0, n.LastIndexOf(' '))])));
        Assert.All(names, n => Assert.NotNull(Expression(n)));
    }

    private static Dropout Evaluating(Dropout dropout)
    {
        dropout.eval();
        return dropout;
    }
}
