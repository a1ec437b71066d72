using TorchSharp;
using static TorchSharp.torch;

namespace ManagedTorch.Tests.NN;

public sealed class TensorSavingTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    public void Dispose() => File.Delete(_path);

    [Theory]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.Float64)]
    [InlineData(ScalarType.Int64)]
    [InlineData(ScalarType.Int32)]
    [InlineData(ScalarType.Int16)]
    [InlineData(ScalarType.Int8)]
    [InlineData(ScalarType.Byte)]
    [InlineData(ScalarType.Bool)]
    public void WhatIsSavedIsLoaded(ScalarType dtype)
    {
        using Tensor saved = tensor(new[,] { { 0f, 1f, 2f }, { 3f, 4f, 5f } }).to_type(dtype);
        save(saved, _path);
        using Tensor loaded = load(_path);
        Assert.Equal((dtype, 2, 3), (loaded.dtype, loaded.shape[0], loaded.shape[1]));
        Assert.Equal(saved.bytes, loaded.bytes);
        Assert.False(File.Exists(_path + ".part"));
    }

    /// <summary>The columns of [[1, 2], [3, 4]]: dtype uint8 is 0, then 2 dimensions of 2, then 1 3 2 4.</summary>
    [Fact]
    public void ATransposedViewIsSavedInItsOwnOrder()
    {
        using var stream = new MemoryStream();
        tensor(new byte[,] { { 1, 2 }, { 3, 4 } }).t().Save(stream);
        Assert.Equal(new byte[] { 0, 2, 2, 2, 1, 3, 2, 4 }, stream.ToArray());
    }

    [Fact]
    public void TensorsInOneStreamAreReadOrPassedOverInTurn()
    {
        using var stream = new MemoryStream();
        foreach (float value in (float[])[1, 2, 3, 4]) tensor(value).Save(stream);
        stream.Position = 0;
        using var reader = new BinaryReader(stream);
        Tensor? made = null;
        using Tensor parameter = zeros(Array.Empty<long>(), requires_grad: true);
        Assert.Equal(1f, TensorExtensionMethods.Load(reader).item<float>());
        Assert.Null(TensorExtensionMethods.Load(reader, skip: true));
        TensorExtensionMethods.Load(ref made, reader);
        parameter.Load(reader);
        Assert.Equal((3f, 4f), (made!.item<float>(), parameter.item<float>()));
    }

    [Fact]
    public void ATensorOfAnotherShapeOrDtypeIsNotLoadedInto()
    {
        tensor([1f, 2f]).save(_path);
        using Tensor wrongShape = zeros(2, 1), wrongType = zeros(2, dtype: float64);
        foreach (Tensor target in (Tensor[])[wrongShape, wrongType])
        {
            using var reader = new BinaryReader(File.OpenRead(_path));
            Assert.Contains("does not fit", Assert.Throws<ArgumentException>(() => target.Load(reader)).Message);
            Assert.Equal(0, target.sum().ToDouble());
        }
    }

    [Fact]
    public void ASaveThatFailsLeavesTheOldFile()
    {
        tensor([1f, 2f]).save(_path);
        Tensor gone = ones(3);
        gone.Dispose();
        Assert.ThrowsAny<Exception>(() => gone.save(_path));
        Assert.Equal(3f, load(_path).sum().item<float>());
    }
}
