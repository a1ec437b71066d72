using TorchSharp;
using static TorchSharp.torch;

namespace ManagedTorch.Tests.Ops;

/// <summary>How tensors read as text: the same in every culture.</summary>
public sealed class TextTests
{
    private static readonly Tensor Matrix = tensor(new[,] { { 1f, -2.5f }, { 100f, 0.125f } });

    [Fact]
    public void ToStringSaysShapeTypeAndDevice() =>
    Assert.Equal("[2x2], type = Float32, device = cpu", Matrix.ToString());

    [Fact]
    public void OneElementShowsItsValue() =>
    Assert.Equal("[], type = Float64, device = cpu, value = 0.5", tensor(0.5).ToString());

    [Fact]
    public void TheDefaultStyleAlignsColumns() =>
        Assert.Equal("[2x2], type = Float32, device = cpu\n   1  -2.5\n 100 0.125", Matrix.str());

    [Fact]
    public void NumpyStyleNestsBrackets() => Assert.Equal("[[1 -2.5]\n [100 0.125]]", Matrix.npstr());

    [Fact]
    public void CSharpStyleIsSourceText() =>
        Assert.Equal("[2x2], type = Float32, device = cpu, value = {{1, -2.5},\n {100, 0.125}}", Matrix.cstr());

    [Fact]
    public void LargeTensorsShowTheirEdges() => Assert.Equal("[0 1 2 ... 1997 1998 1999]", arange(2000).npstr());

    [Fact]
    public void BatchesAreShownOneMatrixAfterAnother() =>
        Assert.Equal("[2x1x2], type = Int64, device = cpu\n[0,..,..] =\n 0 1\n[1,..,..] =\n 2 3",
            arange(4).view(2, 1, 2).jlstr());

    [Fact]
    public void ADisposedTensorSaysSo()
    {
        var x = zeros(2);
        x.Dispose();
        Assert.Equal("[disposed]", x.ToString());
    }
}
