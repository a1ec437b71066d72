using System.Runtime.CompilerServices;
using System.Text;
using ResearchKit.Models.Safetensors;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Models.Safetensors;

/// <summary>Reading, held against a file that a script made from the format's definition (make_sample.py beside
/// this).</summary>
public sealed class SafetensorsFileTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void ReadsEveryDtypeOfTheSample()
    {
        using SafetensorsFile file = SafetensorsFile.Open(Sample());
        Assert.Equal([0.1, -1e300], file.Read("double").data<double>().ToArray());
        Assert.Equal(long.MinValue, file.Read("long").item<long>());
        Assert.Equal([1f, 2, 3, 4, 5, -0.5f], file.Read("block.weight").data<float>().ToArray());
        Assert.Equal([7, int.MinValue], file.Read("int").data<int>().ToArray());
        Assert.Equal([0, 128, 255], file.Read("byte").data<byte>().ToArray());
        Assert.Equal([true, false, true], file.Read("flag").data<bool>().ToArray());
        Assert.Equal([2L, 3], file.Read("block.weight").shape);
        Assert.Empty(file.Read("long").shape);
        Assert.Equal([0L, 4], file.Read("empty").shape);
    }

    [Fact]
    public void HalvesBecomeFloat32Exactly()
    {
        using SafetensorsFile file = SafetensorsFile.Open(Sample());
        Assert.Equal([1f, -2, 1365f / 4096, MathF.ScaleB(1, -24), 65504, float.NegativeInfinity],
            file.Read("half").data<float>().ToArray());
        Assert.Equal([1f, -3, 171f / 512, MathF.ScaleB(1, -133)], file.Read("brain").data<float>().ToArray());
        Assert.Equal(ScalarType.Float32, file.Read("brain").dtype);
    }

    /// <summary>More halves than are converted at once: every bit pattern of 16 bits, as .NET's own conversion has
    /// it.</summary>
    [Fact]
    public void EveryHalfIsConverted()
    {
        ushort[] patterns = [.. Enumerable.Range(0, 65536).Select(i => (ushort)i)];
        byte[] data = [.. patterns.SelectMany(BitConverter.GetBytes)];
        Write("""{"h":{"dtype":"F16","shape":[65536],"data_offsets":[0,131072]},"b":{"dtype":"BF16","shape":[""" +
            """65536],"data_offsets":[131072,262144]}}""", [.. data, .. data]);
        using SafetensorsFile file = SafetensorsFile.Open(_path);
        Assert.Equal(patterns.Select(p => (float)BitConverter.UInt16BitsToHalf(p)),
            file.Read("h").data<float>().ToArray());
        Assert.Equal(patterns.Select(p => BitConverter.Int32BitsToSingle(p << 16)),
            file.Read("b").data<float>().ToArray());
    }

    [Fact]
    public void EntriesAndMetadataAreKnownBeforeAnythingIsRead()
    {
        using SafetensorsFile file = SafetensorsFile.Open(Sample());
        Assert.Equal(10, file.Entries.Count);
        Assert.Equal(("U16", 2L), (file.Entries["unsigned"].Dtype, file.Entries["unsigned"].ByteCount));
        Assert.Equal("ümlaut", file.Metadata["note"]);
        Assert.Contains("U16", Assert.Throws<SafetensorsException>(() => file.Read("unsigned")).Message);
        Assert.Throws<KeyNotFoundException>(() => file.Read("__metadata__"));
    }

    [Fact]
    public void ATensorOutlivesItsFile()
    {
        Tensor weight;
        using (SafetensorsFile file = SafetensorsFile.Open(Sample())) weight = file.Read("block.weight");
        Assert.Equal(14.5f, weight.sum().item<float>());
    }

    [Theory]
    [InlineData("""[]""", 0, "does not begin with '{'")]
    [InlineData(""" {}""", 0, "does not begin with '{'")]
    [InlineData("""{}x""", 0, "no JSON")]
    [InlineData("""{"a":""", 0, "no JSON")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 3, "cut short")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 5, "nothing after them")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8, "neither overlaps nor holes")]
    [InlineData("""{"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},"b":{"dtype":"U8","shape":[""" +
        """4],"data_offsets":[2,6]}}""", 6, "neither overlaps nor holes")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}""", 4, "needs 8 bytes and has 4")]
    [InlineData("""{"a":{"dtype":"U8","shape":[4611686018427387904,4],"data_offsets":[0,0]}}""", 0, "too large")]
    [InlineData("""{"a":{"dtype":"U8","shape":[-1],"data_offsets":[0,0]}}""", 0, "whole numbers from 0 on")]
    [InlineData("""{"a":{"dtype":"U8","shape":[1.0],"data_offsets":[0,1]}}""", 1, "whole numbers from 0 on")]
    [InlineData("""{"a":{"dtype":"U8","shape":[0],"data_offsets":[0,18446744073709551616]}}""", 0,
    "whole numbers from 0 on")]
    [InlineData("""{"a":{"dtype":"U8","shape":[0],"data_offsets":[0]}}""", 0, "not two")]
    [InlineData("""{"a":{"dtype":"U8","shape":[1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,""" +
        """1],"data_offsets":[0,1]}}""", 1, "more than 32 numbers")]
    [InlineData("""{"a":{"dtype":"C64","shape":[0],"data_offsets":[0,0]}}""", 0, "unknown dtype 'C64'")]
    [InlineData("""{"a":{"dtype":"U8","shape":[0]}}""", 0, "lacks one of")]
    [InlineData("""{"a":{"dtype":"U8","shape":[0],"data_offsets":[0,0],"x":1}}""", 0, "key 'x'")]
    [InlineData("""{"a":{"dtype":"U8","dtype":"U8","shape":[0],"data_offsets":[0,0]}}""", 0, "two keys 'dtype'")]
    [InlineData("""{"a":{"dtype":"U8","shape":[0],"data_offsets":[0,0]},"a":{"dtype":"U8","shape":[""" +
        """0],"data_offsets":[0,0]}}""", 0, "two keys 'a'")]
    [InlineData("""{"a":7}""", 0, "tensor 'a' is no object")]
    [InlineData("""{"__metadata__":{"n":1}}""", 0, "'n' is no string")]
    [InlineData("""{"__metadata__":{"n":"1","n":"2"}}""", 0, "two keys 'n'")]
    [InlineData("""{"__metadata__":{},"__metadata__":{}}""", 0, "two keys '__metadata__'")]
    public void AHeaderThatBreaksARuleIsRejected(string json, int dataBytes, string message)
    {
        Write(json, new byte[dataBytes]);
        var error = Assert.Throws<SafetensorsException>(() => SafetensorsFile.Open(_path));
        Assert.Contains(message, error.Message);
        Assert.StartsWith(_path, error.Message);
    }

    [Theory]
    [InlineData(new byte[0], "has 0 bytes")]
    [InlineData(new byte[] { 2, 0, 0, 0, 0, 0, 0 }, "has 7 bytes")]
    [InlineData(new byte[] { 3, 0, 0, 0, 0, 0, 0, 0, (byte)'{', (byte)'}' }, "cut short")]
    [InlineData(new byte[] { 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff }, "no safetensors file")]
    [InlineData(new byte[] { 0, 0, 0, 0, 0, 0, 0, 0 }, "does not begin with '{'")]
    [InlineData(new byte[] { 9, 0, 0, 0, 0, 0, 0, 0, (byte)'{', (byte)'"', 0xff, (byte)'"', (byte)':', (byte)'{',
        (byte)'}', (byte)'}', (byte)' ' }, "no JSON")]
    public void AFileWithoutAHeaderIsRejected(byte[] bytes, string message)
    {
        File.WriteAllBytes(_path, bytes);
        Assert.Contains(message, Assert.Throws<SafetensorsException>(() => SafetensorsFile.Open(_path)).Message);
    }

    [Fact]
    public void ATruthValueOfTwoIsRejected()
    {
        Write("""{"a":{"dtype":"BOOL","shape":[1],"data_offsets":[0,1]}}""", [2]);
        using SafetensorsFile file = SafetensorsFile.Open(_path);
        Assert.Contains("neither 0 nor 1", Assert.Throws<SafetensorsException>(() => file.Read("a")).Message);
    }

    private void Write(string json, byte[] data)
    {
        byte[] header = Encoding.UTF8.GetBytes(json);
        File.WriteAllBytes(_path, [.. BitConverter.GetBytes((long)header.Length), .. header, .. data]);
    }

    internal static string Sample([CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "sample.safetensors");
}
