using TorchSharp;
using static TorchSharp.torch;

namespace ManagedTorch.Tests.Ops;

/// <summary>Values, shapes, dtypes and rejections against PyTorch's (Fixtures/ops, generate.py beside them).</summary>
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
            var rejection = Assert.ThrowsAny<Exception>(() => OpCases.All[name](inputs));
            Assert.True(rejection is ArgumentException or InvalidOperationException,
                $"{rejection.GetType().Name}: {rejection.Message}");
            Assert.Contains(':', rejection.Message); // every rejection begins with the operation
            return;
        }
        var y = OpCases.All[name](inputs);
        Assert.Equal(expected.Dtype, y.dtype.ToString());
        Assert.Equal(expected.Shape, y.shape);
        var values = y.to(float64).contiguous().data<double>().ToArray();
        for (var i = 0; i < values.Length; i++) AssertClose(expected.Data[i], values[i], $"element {i}");
    }

    /// <summary>Where PyTorch's gradient is NaN although the limit exists, and a view that is not recorded
    /// here.</summary>
    private static readonly string[] NotCompared = ["logaddexp", "kl_div", "xlogy", "as_strided"];

    public static TheoryData<string> Differentiable =>
        [.. OpCases.Fixture.Where(c => c.Value.Gradients is not null && !NotCompared.Contains(c.Key))
            .Select(c => c.Key)];

    [Theory, MemberData(nameof(Differentiable))]
    public void GradientsArePyTorchs(string name)
    {
        var c = OpCases.Fixture[name];
        var inputs = Array.ConvertAll(c.Inputs, i => i.ToTensor());
        foreach (var x in inputs)
            if (x.is_floating_point()) x.requires_grad_();
        var y = OpCases.All[name](inputs);
        if (!y.requires_grad)
        {
            // what is always 0 need not be recorded
            Assert.All(c.Gradients!, g => Assert.True(g is null || g.Data.All(v => v == 0)));
            return;
        }
        y.backward([linspace(-1, 2, y.numel(), y.dtype).view(y.shape)]);
        for (var k = 0; k < inputs.Length; k++)
        {
            if (c.Gradients![k] is not { } expected)
            {
                Assert.Null(inputs[k].grad);
                continue;
            }
            if (inputs[k].grad is null && expected.Data.All(v => v == 0)) continue;
            Assert.Equal(expected.Shape, inputs[k].grad!.shape);
            var values = inputs[k].grad!.to(float64).contiguous().data<double>().ToArray();
            // A gradient is a sum: its error goes with its largest element.
            var scale = 5 * expected.Data.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty().Max();
            for (var i = 0; i < values.Length; i++)
                AssertClose(expected.Data[i], values[i], $"input {k}, element {i}", Math.Max(1, scale));
        }
    }

    /// <summary>Whatever the layout of the inputs, every bit of the result is the same.</summary>
    [Theory, MemberData(nameof(Names))]
    public void StridedInputsGiveTheSameBits(string name)
    {
        var c = OpCases.Fixture[name];
        // a view of such a layout is rejected, and strides are of the layout
        if (c.Output is null || name is "view -1" or "as_strided") return;
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

    private static void AssertClose(double expected, double actual, string where, double scale = 1)
    {
        if (double.IsNaN(expected) || double.IsInfinity(expected)) Assert.Equal(expected, actual);
        else Assert.True(Math.Abs(expected - actual) <= 2e-6 * Math.Max(scale, Math.Abs(expected)),
            $"{where}: PyTorch {expected:R}, here {actual:R}");
    }
}
