using System.Text.Json;
using ManagedTorch.Tests.Fixtures;
using TorchSharp;
using static TorchSharp.torch;

namespace ManagedTorch.Tests.NN;

/// <summary>Layers made after <c>manual_seed</c> start from PyTorch's numbers.</summary>
[Collection(GlobalGenerator.Name)]
public sealed class InitializationTests
{
    [Fact]
    public void LayersAndInitializersDrawPyTorchsNumbersInPyTorchsOrder()
    {
        PyTorchFixture fixture = PyTorchFixture.Read("nn/initial.json");
        manual_seed(fixture["seed"].GetInt64());
        JsonElement tensors = fixture["tensors"];
        void Equal(string name, Tensor actual) =>
            PyTorchFixture.AssertEqual(tensors.GetProperty(name), actual, name, 1e-6);
        void Same(string name, Tensor actual) => PyTorchFixture.AssertEqual(tensors.GetProperty(name), actual, name, 0);

        var linear = nn.Linear(10, 6);
        Same("linear.weight", linear.weight);
        Same("linear.bias", linear.bias!);
        Equal("embedding.weight", nn.Embedding(5, 4, padding_idx: 2).weight!);
        Equal("small embedding.weight", nn.Embedding(3, 2).weight!);
        Same("uniform_", nn.init.uniform_(empty(4, 6), -2, 3));
        Equal("normal_", nn.init.normal_(empty(4, 6), 1, 0.5));
        Equal("normal_ of 5", nn.init.normal_(empty(5), 1, 0.5));
        Same("xavier_uniform_", nn.init.xavier_uniform_(empty(4, 6), 1.5));
        Equal("xavier_normal_", nn.init.xavier_normal_(empty(4, 6)));
        Same("kaiming_uniform_", nn.init.kaiming_uniform_(empty(4, 6), nonlinearity: nn.init.NonlinearityType.ReLU));
        Same("kaiming_uniform_ fan out", nn.init.kaiming_uniform_(empty(4, 6), a: 0.2, mode: nn.init.FanInOut.FanOut));
        Equal("kaiming_normal_", nn.init.kaiming_normal_(empty(4, 2, 3), nonlinearity: nn.init.NonlinearityType.ReLU));
        Same("float64 kaiming_uniform_", nn.init.kaiming_uniform_(empty(2, 3, dtype: float64), a: Math.Sqrt(5)));
        var conv = nn.Conv2d(4, 6, (3, 2), groups: 2);
        Same("conv.weight", conv.weight);
        Same("conv.bias", conv.bias!);
        Same("plain conv.weight", nn.Conv2d(3, 2, 3, bias: false).weight);
        Same("after", rand(3));
    }

    [Fact]
    public void InitializersLeaveNoTraceInTheGraph()
    {
        var weight = new TorchSharp.Modules.Parameter(empty(3, 4));
        nn.init.xavier_uniform_(weight);
        Assert.True(weight.requires_grad);
        Assert.True(weight.is_leaf);
    }

    [Fact]
    public void ConstantsAndTheIdentityAreExact()
    {
        Assert.Equal([2.5f, 2.5f], nn.init.constant_(empty(2), 2.5).data<float>().ToArray());
        Assert.Equal([1f, 1f], nn.init.ones_(empty(2)).data<float>().ToArray());
        Assert.Equal([0f, 0f], nn.init.zeros_(ones(2)).data<float>().ToArray());
        Assert.Equal([1f, 0, 0, 0, 1, 0], nn.init.eye_(empty(2, 3)).data<float>().ToArray());
    }

    [Fact]
    public void GainsAndFansAreThoseOfTheLiterature()
    {
        Assert.Equal(Math.Sqrt(2), nn.init.calculate_gain(nn.init.NonlinearityType.ReLU));
        Assert.Equal(5.0 / 3, nn.init.calculate_gain(nn.init.NonlinearityType.Tanh));
        Assert.Equal(1, nn.init.calculate_gain(nn.init.NonlinearityType.Sigmoid));
        Assert.Equal((3 * 20, 2 * 20), nn.init.CalculateFanInAndFanOut(empty(2, 3, 4, 5))); // a kernel of 4 x 5
        Assert.Throws<ArgumentException>(() => nn.init.xavier_normal_(empty(3)));
    }
}
