using ManagedTorch.Tests.Fixtures;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ManagedTorch.Tests.NN;

public sealed class SavingTests
{
    private static Sequential Model() => Sequential(("a", Linear(3, 2)), ("b", LayerNorm(2)));

    private static byte[] Saved(Module module)
    {
        using var stream = new MemoryStream();
        module.save(stream);
        return stream.ToArray();
    }

    [Fact]
    public void TheBytesAreTorchSharps()
    {
        var linear = Linear(Parameter(tensor(new[,] { { 1f, -2f } })));
        byte[] expected =
        [
            1, // one entry
            6, (byte)'w', (byte)'e', (byte)'i', (byte)'g', (byte)'h', (byte)'t',
            6, 2, 1, 2, // float32, two dimensions: 1 x 2
            0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0, // 1 and -2
        ];
        Assert.Equal(expected, Saved(linear));
    }

    [Fact]
    public void WhatIsSavedIsLoaded()
    {
        using Sequential from = Model(), to = Model();
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            from.save(path);
            var loaded = new Dictionary<string, bool>();
            to.load(path, loadedParameters: loaded);
            Assert.Equal(from.state_dict().Keys, loaded.Keys);
            Assert.All(loaded.Values, Assert.True);
            Assert.Equal(PyTorchFixture.Doubles(utils.parameters_to_vector(from.parameters())),
                PyTorchFixture.Doubles(utils.parameters_to_vector(to.parameters())));
            Assert.False(File.Exists(path + ".part"));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void SkippedPathsStayAsTheyAre()
    {
        using Sequential from = Model(), to = Model();
        double[] before = PyTorchFixture.Doubles(to.get_parameter("a.weight")!);
        to.load(new MemoryStream(Saved(from)), skip: ["a.weight"]);
        Assert.Equal(before, PyTorchFixture.Doubles(to.get_parameter("a.weight")!));
        Assert.Equal(PyTorchFixture.Doubles(from.get_parameter("a.bias")!),
            PyTorchFixture.Doubles(to.get_parameter("a.bias")!));
    }

    [Fact]
    public void AnotherModelsFileIsRejectedAndNothingIsChanged()
    {
        using Sequential from = Model();
        using Linear to = Linear(3, 2);
        double[] before = PyTorchFixture.Doubles(to.weight);
        Assert.Throws<InvalidOperationException>(() => to.load(new MemoryStream(Saved(from))));
        Assert.Equal(before, PyTorchFixture.Doubles(to.weight));
    }
}
