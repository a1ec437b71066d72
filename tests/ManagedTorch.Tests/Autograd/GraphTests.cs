using TorchSharp;
using static TorchSharp.torch;

namespace ManagedTorch.Tests.Autograd;

/// <summary>The rules of the graph: what accumulates, what is freed, what is rejected.</summary>
public sealed class GraphTests
{
    private static Tensor Leaf(params float[] values) => tensor(values, requires_grad: true);

    private static float[] Values(Tensor? x) => x!.contiguous().data<float>().ToArray();

    [Fact]
    public void GradientsOfTwoPassesAdd()
    {
        var x = Leaf(1, 2);
        (x * x).sum().backward();
        (x * 3).sum().backward();
        Assert.Equal([5f, 7f], Values(x.grad)); // 2x + 3
    }

    [Fact]
    public void AReusedTensorReceivesEveryContribution()
    {
        var x = Leaf(2);
        var y = x * x;
        (y * y + y).sum().backward(); // x^4 + x^2: 4 x^3 + 2 x
        Assert.Equal([36f], Values(x.grad));
    }

    [Fact]
    public void GradientOfOneLeafIsNotSharedWithAnothers()
    {
        var (a, b) = (Leaf(1, 1), Leaf(1, 1));
        (a + b).sum().backward();
        a.grad!.mul_(10);
        Assert.Equal([10f, 10f], Values(a.grad));
        Assert.Equal([1f, 1f], Values(b.grad));
    }

    [Fact]
    public void ASecondPassThroughFreedValuesIsRejected()
    {
        var x = Leaf(1, 2);
        var y = x.exp().sum();
        y.backward();
        var rejection = Assert.Throws<InvalidOperationException>(() => y.backward());
        Assert.Contains("retain_graph", rejection.Message);
    }

    [Fact]
    public void ARetainedGraphCanBeUsedTwice()
    {
        var x = Leaf(0, 1);
        var y = x.exp().sum();
        y.backward(retain_graph: true);
        y.backward();
        Assert.Equal([2f, 2 * MathF.E], Values(x.grad), (a, b) => Math.Abs(a - b) < 1e-5);
    }

    [Fact]
    public void AValueChangedAfterItWasSavedIsRejected()
    {
        var x = Leaf(1, 2);
        var h = x * 2;
        var y = h.exp().sum() + (h * h).sum();
        h.add_(1);
        var rejection = Assert.Throws<InvalidOperationException>(() => y.backward());
        Assert.Contains("changed in place", rejection.Message);
        Assert.Contains("version 1, expected 0", rejection.Message);
    }

    [Fact]
    public void AWriteThroughAViewIsSeenBySavedValues()
    {
        var x = Leaf(1, 2);
        var h = x * 2;
        var y = (h * h).sum();
        using (no_grad()) h.detach()[0].fill_(5);
        Assert.Throws<InvalidOperationException>(() => y.backward());
    }

    [Fact]
    public void ALeafCannotBeChangedInPlaceWhileRecording()
    {
        var x = Leaf(1, 2);
        Assert.Contains("no_grad", Assert.Throws<InvalidOperationException>(() => x.add_(1)).Message);
        Assert.Throws<InvalidOperationException>(() => x[0].fill_(1));
        using (no_grad()) x.add_(1);
        Assert.Equal([2f, 3f], Values(x.detach()));
    }

    [Fact]
    public void NothingIsRecordedUnderNoGrad()
    {
        var x = Leaf(1);
        Tensor y;
        using (no_grad())
        {
            y = x * 2;
            using (enable_grad()) Assert.True((x * 2).requires_grad);
            Assert.False(is_grad_enabled());
        }
        Assert.False(y.requires_grad);
        Assert.True(is_grad_enabled());
        Assert.Throws<InvalidOperationException>(() => y.sum().backward());
    }

    [Fact]
    public void AViewMadeUnderNoGradIsAConstant()
    {
        var x = Leaf(1, 2);
        Tensor row;
        using (no_grad()) row = x[0];
        Assert.False(row.requires_grad);
        using (no_grad()) x.add_(1);
        Assert.False(row.requires_grad);
        Assert.Equal(2f, row.item<float>());
    }

    [Fact]
    public void AViewOfALeafStillReachesItAfterAStep()
    {
        var x = Leaf(1, 2);
        var row = x[1];
        using (no_grad()) x.mul_(3);
        (row * row).sum().backward();
        Assert.Equal([0f, 12f], Values(x.grad)); // 2 * 6 at the new value
    }

    [Fact]
    public void DetachedValuesAreConstants()
    {
        var x = Leaf(3);
        (x * x.detach()).sum().backward();
        Assert.Equal([3f], Values(x.grad));
    }

    [Fact]
    public void ANonScalarNeedsItsGradient()
    {
        var x = Leaf(1, 2);
        Assert.Contains("[2]", Assert.Throws<InvalidOperationException>(() => (x * 2).backward()).Message);
        (x * 2).backward([tensor(new[] { 1f, 10f })]);
        Assert.Equal([2f, 20f], Values(x.grad));
        Assert.Throws<ArgumentException>(() => (x * 2).backward([ones(3)]));
    }

    [Fact]
    public void AutogradGradLeavesStoredGradientsAlone()
    {
        var (x, w) = (Leaf(2), Leaf(5));
        var g = autograd.grad([(x * w).sum()], [x]);
        Assert.Equal([5f], Values(g[0]));
        Assert.Null(x.grad);
        Assert.Null(w.grad);
    }

    [Fact]
    public void AutogradGradReachesInnerTensors()
    {
        var x = Leaf(2);
        var h = x * x;
        var y = (h * h).sum();
        var g = autograd.grad([y], [h, x]);
        Assert.Equal([8f], Values(g[0]));  // 2 h
        Assert.Equal([32f], Values(g[1])); // 4 x^3
    }

    [Fact]
    public void AnUnusedInputIsNamedOrNull()
    {
        var (x, w) = (Leaf(2), Leaf(5));
        Assert.Contains("input 1",
            Assert.Throws<InvalidOperationException>(() => autograd.grad([(x * 2).sum()], [x, w])).Message);
        Assert.Null(autograd.grad([(x * 2).sum()], [x, w], allow_unused: true)[1]);
    }

    [Fact]
    public void BackwardWithInputsTouchesOnlyThem()
    {
        var (x, w) = (Leaf(2), Leaf(5));
        (x * w).sum().backward(inputs: [w]);
        Assert.Null(x.grad);
        Assert.Equal([2f], Values(w.grad));
    }

    [Fact]
    public void ThirdDerivativeOfAFourthPower()
    {
        var x = tensor(2.0, requires_grad: true);
        var d = x.pow(2).mul(x.pow(2));
        foreach (var expected in new[] { 32.0, 48.0, 48.0 }) // 4 x^3, 12 x^2, 24 x
        {
            d = autograd.grad([d], [x], create_graph: true)[0];
            Assert.Equal(expected, d.item<double>(), 1e-10);
        }
    }

    [Fact]
    public void RetainGradKeepsTheGradientOfAnInnerTensor()
    {
        var x = Leaf(3);
        var h = x * 2;
        h.retain_grad();
        (h * h).sum().backward();
        Assert.Equal([12f], Values(h.grad));
        Assert.Equal([24f], Values(x.grad));
    }

    [Fact]
    public void AChainOf100000OperationsNeedsNoStack()
    {
        var x = Leaf(1);
        var y = x;
        for (var i = 0; i < 100_000; i++) y = y + 1;
        y.sum().backward();
        Assert.Equal([1f], Values(x.grad));
    }

    [Fact]
    public void TheOrderOfContributionsIsFixed()
    {
        // 1 + 1e8 - 1e8 differs by the order of addition in float32; the same graph must always give the same bits.
        float[] Once()
        {
            var x = Leaf(1, 2, 3);
            var y = x * 1 + x * 1e8 + x * -1e8 + x.exp() + x.sin();
            y.sum().backward();
            return Values(x.grad);
        }
        var first = Once();
        for (var i = 0; i < 5; i++) Assert.Equal(first, Once());
    }

    [Fact]
    public void SavedValuesOutliveTheirScope()
    {
        var x = Leaf(1, 2);
        Tensor y;
        using (NewDisposeScope()) y = (x.exp() * x).sum().MoveToOuterDisposeScope();
        y.backward(); // (x + 1) e^x
        Assert.Equal([2 * MathF.E, 3 * MathF.E * MathF.E], Values(x.grad), (a, b) => Math.Abs(a - b) < 1e-4);
    }

    [Fact]
    public void AFailedPassLeavesNothingBehind()
    {
        var x = Leaf(1, 2);
        var h = x * 2;
        var y = (h * h).sum() + h.exp().sum();
        h.add_(1);
        Assert.Throws<InvalidOperationException>(() => y.backward());
        x.grad = null;
        (x * 3).sum().backward();
        Assert.Equal([3f, 3f], Values(x.grad));
    }

    [Fact]
    public void TheJacobianHoldsEveryDerivative()
    {
        var x = tensor(new[] { 1.0, 2.0, 3.0 });
        var j = autograd.functional.jacobian(v => v.square() * v.sum(), x); // 2 x_i sum [i = j] + x_i^2
        Assert.Equal([3L, 3L], j.shape);
        Assert.Equal([13.0, 1, 1, 4, 28, 4, 9, 9, 45], j.data<double>());
    }

    [Fact]
    public void ALiteralZeroThatMeansADtypeIsExplained() =>
        Assert.Contains("sum(dim: 0)", Assert.Throws<NotSupportedException>(() => ones(2).sum(0)).Message);

    [Fact]
    public void IntegersCannotRequireGradients() =>
        Assert.Contains("Int64", Assert.Throws<InvalidOperationException>(() => arange(3).requires_grad_()).Message);
}
