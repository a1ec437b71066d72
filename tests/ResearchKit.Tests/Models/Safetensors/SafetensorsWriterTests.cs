using System.Buffers.Binary;
using System.Text;
using ResearchKit.Models.Safetensors;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Models.Safetensors;

public sealed class SafetensorsWriterTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    public void Dispose() => File.Delete(_path);

    /// <summary>59 bytes of JSON and five spaces of padding; then 1 and -2 as float32.</summary>
    [Fact]
    public void TheBytesAreTheFormats()
    {
        SafetensorsWriter.Write(_path, new Dictionary<string, Tensor> { ["weight"] = tensor([1f, -2f]) });
        byte[] expected =
        [
            64, 0, 0, 0, 0, 0, 0, 0,
            .. Encoding.ASCII.GetBytes("""{"weight":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""".PadRight(64)),
            0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0,
        ];
        Assert.Equal(expected, File.ReadAllBytes(_path));
    }

    [Fact]
    public void TheOrderOfTheTensorsDoesNotMatterAndEachIsAligned()
    {
        var tensors = new Dictionary<string, Tensor>
        {
            ["flag"] = tensor([true, false, true]), ["b"] = ones(3), ["id"] = tensor([1L, 2]), ["a"] = zeros(2, 2),
            ["d"] = ones(1, dtype: float64),
        };
        var metadata = new Dictionary<string, string> { ["z"] = "\"quoted\" ü", ["a"] = "1" };
        SafetensorsWriter.Write(_path, tensors, metadata);
        byte[] first = File.ReadAllBytes(_path);
        SafetensorsWriter.Write(_path, tensors.Reverse().ToDictionary(), metadata.Reverse().ToDictionary());
        Assert.Equal(first, File.ReadAllBytes(_path));
        Assert.Equal(0, BinaryPrimitives.ReadInt64LittleEndian(first) % 8);
        using SafetensorsFile file = SafetensorsFile.Open(_path);
        Assert.Equal(["d", "id", "a", "b", "flag"], file.Entries.Values.OrderBy(e => e.Begin).Select(e => e.Name));
        Assert.All(
            file.Entries.Values,
                e => Assert.Equal(0, e.Begin % (e.Dtype[^2..] switch { "64" => 8, "32" => 4, _ => 1 })));
        Assert.Equal(metadata, file.Metadata);
    }

    [Fact]
    public void WhatIsWrittenIsRead()
    {
        using var model = nn.Sequential(("a", nn.Linear(3, 2)), ("b", nn.LayerNorm(2)));
        using var other = nn.Sequential(("a", nn.Linear(3, 2)), ("b", nn.LayerNorm(2)));
        SafetensorsWriter.Write(_path, model.state_dict());
        using (SafetensorsFile file = SafetensorsFile.Open(_path)) other.load_state_dict(file.ReadAll());
        foreach ((string name, Tensor value) in model.state_dict())
            Assert.Equal(value.data<float>().ToArray(), other.state_dict()[name].data<float>().ToArray());
    }

    [Fact]
    public void AViewIsWrittenInItsOwnOrder()
    {
        SafetensorsWriter.Write(_path,
            new Dictionary<string, Tensor> { ["t"] = tensor(new[,] { { 1f, 2f }, { 3f, 4f } }).t() });
        using SafetensorsFile file = SafetensorsFile.Open(_path);
        Assert.Equal([1f, 3f, 2f, 4f], file.Read("t").data<float>().ToArray());
    }

    [Fact]
    public void AFileWithoutTensorsIsAFile()
    {
        SafetensorsWriter.Write(_path, new Dictionary<string, Tensor>());
        Assert.Equal([8, 0, 0, 0, 0, 0, 0, 0, .. "{}      "u8], File.ReadAllBytes(_path));
        using SafetensorsFile file = SafetensorsFile.Open(_path);
        Assert.Empty(file.Entries);
    }

    [Fact]
    public void AWriteThatFailsLeavesTheOldFileAndNothingElse()
    {
        SafetensorsWriter.Write(_path, new Dictionary<string, Tensor> { ["x"] = ones(1) });
        byte[] before = File.ReadAllBytes(_path);
        Tensor gone = ones(3);
        gone.Dispose();
        Assert.ThrowsAny<Exception>(() =>
            SafetensorsWriter.Write(_path, new Dictionary<string, Tensor> { ["x"] = gone }));
        Assert.Throws<ArgumentException>(() =>
            SafetensorsWriter.Write(_path, new Dictionary<string, Tensor> { ["__metadata__"] = ones(1) }));
        Assert.Equal(before, File.ReadAllBytes(_path));
        Assert.Empty(Directory.GetFiles(Path.GetDirectoryName(_path)!, Path.GetFileName(_path) + ".*.tmp"));
    }
}
