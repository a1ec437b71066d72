using ManagedTorch.Tests.NN;
using TorchSharp;
using static TorchSharp.torch;

namespace ManagedTorch.Tests.Ops;

/// <summary>Making tensors: what factories copy, reject, and draw.</summary>
[Collection(GlobalGenerator.Name)]
public sealed class FactoryTests
{
    [Fact]
    public void ValuesAreCopied()
    {
        var values = new[] { 1f, 2f };
        var x = tensor(values);
        values[0] = 9;
        Assert.Equal(1f, x[0].item<float>());
    }

    [Fact]
    public void ShapesAreCopied()
    {
        long[] shape = [2, 3];
        var x = zeros(shape);
        shape[0] = 7;
        x.shape[1] = 7;
        Assert.Equal([2L, 3L], x.shape);
    }

    [Fact]
    public void ValuesThatDoNotFillTheShapeAreRejected() =>
        Assert.Contains("[2, 2]", Assert.Throws<ArgumentException>(() => tensor(new[] { 1f, 2f, 3f }, [2, 2])).Message);

    [Fact]
    public void OtherDevicesAreRejected() =>
        Assert.Contains("cuda",
            Assert.Throws<NotSupportedException>(() => zeros(2, device: new Device("cuda:0"))).Message);

    [Theory]
    [InlineData(ScalarType.Float16)]
    [InlineData(ScalarType.BFloat16)]
    [InlineData(ScalarType.ComplexFloat32)]
    public void TypesThatAreNotComputedAreRejectedByName(ScalarType type)
    {
        foreach (var make in (Action[])[() => ones(2).to(type), () => zeros(2, dtype: type),
            () => nn.Linear(2, 2).to(type)])
            Assert.Contains(type.ToString(), Assert.ThrowsAny<NotSupportedException>(make).Message);
    }

    [Fact]
    public void ItemNeedsTheMatchingType()
    {
        Assert.Contains("Float32", Assert.Throws<ArgumentException>(() => tensor(1f).item<double>()).Message);
        Assert.Throws<InvalidOperationException>(() => zeros(2).item<float>());
        Assert.Equal(1.5, (double)tensor(1.5f));
    }

    [Fact]
    public void TheSameSeedGivesTheSameNumbersAndAStateContinues()
    {
        var generator = new Generator(5);
        var first = randn(100, generator: generator);
        var state = generator.get_state();
        var next = rand(3, generator: generator);
        generator.set_state(state);
        Assert.True((bool)rand(3, generator: generator).equal(next));
        Assert.True((bool)randn(100, generator: new Generator(5)).equal(first));
    }

    [Fact]
    public void WhatIsMadeLikeATensorHasItsTypeUnlessAnotherIsGiven()
    {
        var x = ones(2, 3, dtype: float64);
        Assert.Equal(ScalarType.Float64, empty_like(x).dtype);
        Assert.Equal([2L, 3], empty_like(x).shape);
        Assert.Equal(ScalarType.Float64, x.new_empty([4]).dtype);
        Assert.Equal([4L], x.new_empty([4]).shape);
        Assert.Equal([0.0, 0], x.new_zeros([2]).data<double>().ToArray());
        Assert.Equal([7L, 7], x.new_full([2], 7, int64).data<long>().ToArray());
    }

    [Fact]
    public void DrawsLikeATensorAreThoseOfItsShape()
    {
        var x = zeros(3, 40, dtype: float64);
        Tensor Seeded(Func<Tensor> draw)
        {
            manual_seed(4);
            return draw();
        }
        Assert.True((bool)Seeded(() => rand_like(x)).equal(Seeded(() => rand([3, 40], float64))));
        Assert.True((bool)Seeded(() => randn_like(x)).equal(Seeded(() => randn([3, 40], float64))));
        Assert.True((bool)Seeded(() => normal(1, 2, [3, 40], float64))
            .allclose(Seeded(() => randn([3, 40], float64)) * 2 + 1));
    }

    [Fact]
    public void ManualSeedGivesPyTorchsNumbers()
    {
        // python3 -c "import torch; torch.manual_seed(0); print(torch.rand(3).tolist())"
        manual_seed(0);
        Assert.Equal([0.49625658988952637f, 0.7682217955589294f, 0.08847743272781372f],
            rand(3).data<float>().ToArray());
    }

    [Fact]
    public void AllSixteenSlicesOfAViewAreWrittenThrough()
    {
        var x = zeros(4, 4);
        for (var i = 0; i < 4; i++)
            for (var j = 0; j < 4; j++) x[i, j] = (float)(4 * i + j);
        Assert.Equal(Enumerable.Range(0, 16).Select(n => (float)n), x.data<float>());
    }

    [Fact]
    public void AccessorsOfAViewReadAndWriteItsElements()
    {
        var x = arange(6).view(2, 3).t();
        var data = x.data<long>();
        Assert.Equal([0L, 3, 1, 4, 2, 5], data.ToArray());
        data[2, 1] = 50;
        Assert.Equal(50, x[2, 1].item<long>());
        Assert.Throws<ArgumentOutOfRangeException>(() => data[3, 0]);
    }
}
