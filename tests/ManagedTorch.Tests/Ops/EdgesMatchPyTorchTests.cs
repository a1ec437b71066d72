using TorchSharp;
using static TorchSharp.torch;

namespace ManagedTorch.Tests.Ops;

/// <summary>Values, gradients, shapes, dtypes and rejections against PyTorch's where they differ most easily
/// (Fixtures/ops/edges.py).</summary>
public sealed class EdgesMatchPyTorchTests
{
    public static TheoryData<string> Names => [.. EdgeCases.All.Keys];

    [Fact]
    public void EveryRecordedCaseIsEvaluated() =>
        Assert.Equal(EdgeCases.Fixture.Keys.Order(), EdgeCases.All.Keys.Order());

    [Theory, MemberData(nameof(Names))]
    public void ResultAndGradientsArePyTorchs(string name)
    {
        var c = EdgeCases.Fixture[name];
        var inputs = Array.ConvertAll(c.Inputs, i => i.ToTensor());
        foreach (var input in inputs) input.requires_grad = input.is_floating_point();
        if (c.Output is null)
        {
            var rejection = Assert.ThrowsAny<Exception>(() => EdgeCases.All[name](inputs));
            Assert.True(rejection is ArgumentException or InvalidOperationException,
                $"{rejection.GetType().Name}: {rejection.Message}");
            Assert.Contains(':', rejection.Message); // every rejection begins with the operation
            return;
        }
        var y = EdgeCases.All[name](inputs);
        AssertEqual(c.Output, y, "result");
        Assert.Equal(c.Gradients is not null, y.requires_grad);
        if (c.Gradients is null) return;
        y.backward([arange(1, y.numel() + 1, dtype: float64).cos().to(y.dtype).view(y.shape)]);
        for (var i = 0; i < inputs.Length; i++)
        {
            Assert.Equal(c.Gradients[i] is null, inputs[i].grad is null);
            if (c.Gradients[i] is { } expected) AssertEqual(expected, inputs[i].grad!, $"gradient of input {i}");
        }
    }

    /// <summary>PyTorch's largest element of nothing is -inf, and its gradient is written outside the tensor.</summary>
    [Fact]
    public void AMaximumOfPaddingAloneIsRejected() =>
        Assert.Contains("padding",
            Assert.Throws<ArgumentException>(() => nn.functional.max_pool2d(ones(1, 1, 3, 1), 2, 1, 1, 2)).Message);

    [Fact]
    public void TheLargestAreWrittenIntoAGivenTensor()
    {
        var into = zeros(2);
        Assert.Same(into, tensor(new[,] { { 1f, 3f }, { 4f, 2f } }).amax([1], false, into));
        Assert.Equal([3f, 4f], into.data<float>().ToArray());
    }

    private static void AssertEqual(OpCases.Stored expected, Tensor actual, string what)
    {
        Assert.Equal(expected.Dtype, actual.dtype.ToString());
        Assert.Equal(expected.Shape, actual.shape);
        var values = actual.detach().to(float64).contiguous().data<double>().ToArray();
        for (var i = 0; i < values.Length; i++)
        {
            // Relative: small values are among what is tested. NaN equals NaN.
            var same = expected.Data[i].Equals(values[i])
                || Math.Abs(expected.Data[i] - values[i]) <= 2e-6 * Math.Abs(expected.Data[i]);
            Assert.True(same, $"{what}, element {i}: PyTorch {expected.Data[i]:R}, here {values[i]:R}");
        }
    }
}
