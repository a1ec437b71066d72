using System.Text.Json;
using ManagedTorch.Tests.Fixtures;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ManagedTorch.Tests.NN;

/// <summary>Optimizers against PyTorch's on sum(c (w - t)^4) / 4, whose gradients span orders of magnitude.</summary>
public sealed class OptimizerTests
{
    private static readonly PyTorchFixture Fixture = PyTorchFixture.Read("nn/optimizers.json");

    private static readonly Dictionary<string, Func<Parameter, OptimizerHelper>> Makers = new()
    {
        ["SGD"] = w => optim.SGD([w], 0.1),
        ["SGD momentum"] = w => optim.SGD([w], 0.1, momentum: 0.9),
        ["SGD momentum dampening"] = w => optim.SGD([w], 0.1, momentum: 0.9, dampening: 0.5, weight_decay: 0.01),
        ["SGD nesterov"] = w => optim.SGD([w], 0.05, momentum: 0.9, nesterov: true, weight_decay: 0.01),
        ["SGD maximize"] = w => optim.SGD([w], 0.1, maximize: true),
        ["SGD maximize decay"] = w => optim.SGD([w], 0.1, 0.5, weight_decay: 0.05, maximize: true),
        ["Adam"] = w => optim.Adam([w], 0.01),
        ["Adam decay"] = w => optim.Adam([w], 0.01, beta1: 0.8, beta2: 0.99, eps: 1e-6, weight_decay: 0.1),
        ["Adam amsgrad"] = w => optim.Adam([w], 0.01, amsgrad: true),
        ["Adam maximize"] = w => optim.Adam([w], 0.01, maximize: true),
        ["AdamW"] = w => optim.AdamW([w], 0.01, weight_decay: 0.1),
        ["AdamW amsgrad"] = w => optim.AdamW([w], 0.01, weight_decay: 0.1, amsgrad: true),
        ["RMSProp"] = w => optim.RMSProp([w], 0.01),
        ["RMSProp momentum"] = w => optim.RMSProp([w], 0.01, alpha: 0.9, eps: 1e-6, weight_decay: 0.1, momentum: 0.9),
        ["RMSProp centered"] = w => optim.RMSProp([w], 0.01, centered: true),
    };

    public static TheoryData<string, string> Runs => new(Fixture["runs"].EnumerateArray()
        .Select(r => (r.GetProperty("name").GetString()!, r.GetProperty("dtype").GetString()!)));

    private static (Tensor Target, Tensor Scale) Problem(ScalarType dtype, Parameter w)
    {
        Tensor target = linspace(1, -1, 21, dtype: dtype);
        target.select(0, 3).copy_(w.detach().select(0, 3)); // one gradient is zero at first
        Tensor scale = tensor(Enumerable.Range(0, 21).Select(i => Math.Pow(10, -4 + i * 0.15)).ToArray())
            .to_type(dtype);
        return (target, scale);
    }

    private static void Descend(Parameter w, OptimizerHelper optimizer, Tensor target, Tensor scale)
    {
        optimizer.zero_grad();
        Tensor error = w - target;
        (scale * error.pow(4) / 4).sum().backward();
        optimizer.step();
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public void StepsAsPyTorchDoes(string name, string dtype)
    {
        ScalarType type = dtype == "float32" ? ScalarType.Float32 : ScalarType.Float64;
        JsonElement run = Fixture["runs"].EnumerateArray()
            .Single(r => r.GetProperty("name").GetString() == name && r.GetProperty("dtype").GetString() == dtype);
        double[][] expected = run.GetProperty("steps").EnumerateArray().Select(PyTorchFixture.Numbers).ToArray();
        var w = new Parameter(linspace(-1.5, 2, 21, dtype: type));
        OptimizerHelper optimizer = Makers[name](w);
        (Tensor target, Tensor scale) = Problem(type, w);
        for (int step = 1; step <= 10; step++)
        {
            Descend(w, optimizer, target, scale);
            if (step is not (1 or 2 or 10)) continue;
            PyTorchFixture.AssertNear(expected[step == 10 ? 2 : step - 1], PyTorchFixture.Doubles(w),
                type == ScalarType.Float64 ? 1e-12 : 5e-6, $"step {step}");
        }
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public void AStateThatIsSavedAndLoadedContinuesTheSameRun(string name, string dtype)
    {
        ScalarType type = dtype == "float32" ? ScalarType.Float32 : ScalarType.Float64;
        var first = new Parameter(linspace(-1.5, 2, 21, dtype: type));
        OptimizerHelper one = Makers[name](first);
        (Tensor target, Tensor scale) = Problem(type, first);
        for (int i = 0; i < 4; i++) Descend(first, one, target, scale);

        var second = new Parameter(first.detach().clone());
        OptimizerHelper other = Makers[name](second);
        other.load_state_dict(one.state_dict());
        Assert.True(other.state_dict().State[0].ApproximatelyEquals(one.state_dict().State[0]));
        for (int i = 0; i < 4; i++)
        {
            Descend(first, one, target, scale);
            Descend(second, other, target, scale);
        }
        Assert.Equal(PyTorchFixture.Doubles(first), PyTorchFixture.Doubles(second));
    }

    [Fact]
    public void GroupsKeepTheirOwnOptionsAndTakeTheOthersFromTheOptimizer()
    {
        var slow = new Parameter(zeros(1));
        var fast = new Parameter(zeros(1));
        using var optimizer =
            optim.SGD(
                [new SGD.ParamGroup([slow], new SGD.Options { LearningRate = 0.1 }),
                    new SGD.ParamGroup([fast], new SGD.Options())], 1.0);
        (slow + 2 * fast).sum().backward();
        optimizer.step();
        Assert.Equal(-0.1f, slow.item<float>()); // 0 - 0.1 * 1
        Assert.Equal(-2f, fast.item<float>()); // 0 - 1 * 2
        Assert.Equal([0.1, 1.0], optimizer.ParamGroups.Select(g => g.LearningRate));
    }

    [Fact]
    public void ParametersWithoutAGradientStayAsTheyAre()
    {
        var used = new Parameter(ones(2));
        var idle = new Parameter(ones(2));
        using var optimizer = optim.AdamW([used, idle], lr: 0.1, weight_decay: 0.5);
        used.sum().backward();
        optimizer.step();
        Assert.Equal([1f, 1f], idle.data<float>().ToArray());
        Assert.NotEqual(1f, used.select(0, 0).item<float>());
    }

    [Fact]
    public void AClosureComputesTheLossWithGradients()
    {
        var w = new Parameter(tensor(new[] { 3f }));
        using var optimizer = optim.SGD([w], 0.5);
        using var off = no_grad();
        Tensor loss = optimizer.step(() =>
        {
            optimizer.zero_grad();
            Tensor square = w.square().sum();
            square.backward();
            return square;
        });
        Assert.Equal(9f, loss.item<float>());
        Assert.Equal(0f, w.item<float>()); // 3 - 0.5 * 2 * 3
    }

    [Fact]
    public void MeaninglessSettingsAreRejected()
    {
        Parameter[] w = [new Parameter(zeros(1))];
        Assert.Throws<ArgumentOutOfRangeException>(() => optim.AdamW(w, lr: -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => optim.Adam(w, beta1: 1));
        Assert.Throws<ArgumentException>(() => optim.SGD(w, 0.1, nesterov: true));
        Assert.Throws<ArgumentException>(() => optim.SGD([w[0], w[0]], 0.1));
        using var one = optim.SGD(w, 0.1);
        using var two = optim.SGD([new Parameter(zeros(1)), new Parameter(zeros(1))], 0.1);
        Assert.Throws<ArgumentException>(() => one.load_state_dict(two.state_dict()));
    }

    [Fact]
    public void GradientsAreClippedAsInPyTorch()
    {
        foreach (JsonElement clip in Fixture["clips"].EnumerateArray())
        {
            var a = new Parameter(zeros(3)) { grad = tensor(new[] { 1f, -2f, 2f }) };
            var b = new Parameter(zeros(2, 2)) { grad = tensor(new[,] { { 0f, 4f }, { 1f, -1f } }) };
            JsonElement p = clip.GetProperty("p");
            double norm =
                nn.utils.clip_grad_norm_([a, b], clip.GetProperty("max").GetDouble(),
                    p.ValueKind == JsonValueKind.String ? double.PositiveInfinity : p.GetDouble());
            PyTorchFixture.AssertNear([clip.GetProperty("norm").GetDouble()], [norm], 1e-6, "norm");
            PyTorchFixture.AssertNear(PyTorchFixture.Numbers(clip.GetProperty("a")), PyTorchFixture.Doubles(a.grad!),
                1e-6, "a");
            PyTorchFixture.AssertNear(PyTorchFixture.Numbers(clip.GetProperty("b")), PyTorchFixture.Doubles(b.grad!),
                1e-6, "b");
        }
    }
}
