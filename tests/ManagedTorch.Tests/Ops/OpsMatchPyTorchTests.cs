using TorchSharp;
using static TorchSharp.torch;

namespace ManagedTorch.Tests.Ops;

/// <summary>Values, shapes, dtypes and refusals against PyTorch's (Fixtures/ops, generate.py beside them).</summary>
public sealed class OpsMatchPyTorchTests
{
    public static TheoryData<string> Names => [.. OpCases.All.Keys];

    [Fact]
    public void EveryRecordedCaseIsEvaluated() =>
        Assert.Equal(OpCases.Fixture.Keys.Order(), OpCases.All.Keys.Order());

    [Theory, MemberData(nameof(Names))]
    public void ResultIsPyTorchs(string name)
    {
        var c = OpCases.Fixture[name];
        var inputs = Array.ConvertAll(c.Inputs, i => i.ToTensor());
        if (c.Output is not { } expected)
        {
            var refusal = Assert.ThrowsAny<Exception>(() => OpCases.All[name](inputs));
            Assert.True(refusal is ArgumentException or InvalidOperationException, $"{refusal.GetType().Name}: {refusal.Message}");
            Assert.Contains(':', refusal.Message); // every refusal begins with the operation
            return;
        }
        var y = OpCases.All[name](inputs);
        Assert.Equal(expected.Dtype, y.dtype.ToString());
        Assert.Equal(expected.Shape, y.shape);
        var values = y.to(float64).contiguous().data<double>().ToArray();
        for (var i = 0; i < values.Length; i++) AssertClose(expected.Data[i], values[i], $"element {i}");
    }

    /// <summary>Whatever the layout of the inputs, every bit of the result is the same.</summary>
    [Theory, MemberData(nameof(Names))]
    public void StridedInputsGiveTheSameBits(string name)
    {
        var c = OpCases.Fixture[name];
        if (c.Output is null || name is "view -1" or "as_strided") return; // a view of such a layout is refused, and strides are of the layout
        var plain = OpCases.All[name](Array.ConvertAll(c.Inputs, i => i.ToTensor())).contiguous();
        var strided = OpCases.All[name](Array.ConvertAll(c.Inputs, i => Strided(i.ToTensor()))).contiguous();
        Assert.True(plain.bytes.SequenceEqual(strided.bytes));
    }

    /// <summary>The same elements with all dimensions reversed in memory and gaps between them.</summary>
    private static Tensor Strided(Tensor x)
    {
        if (x.dim() == 0) return x;
        var reversed = x.T.contiguous();
        var wide = cat([reversed.unsqueeze(-1), zeros_like(reversed).unsqueeze(-1)], -1);
        var result = wide.select(-1, 0).T;
        Assert.Equal(x.shape, result.shape);
        return result;
    }

    private static void AssertClose(double expected, double actual, string where)
    {
        if (double.IsNaN(expected) || double.IsInfinity(expected)) Assert.Equal(expected, actual);
        else Assert.True(Math.Abs(expected - actual) <= 2e-6 * Math.Max(1, Math.Abs(expected)), $"{where}: PyTorch {expected:R}, here {actual:R}");
    }
}
