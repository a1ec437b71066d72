using TorchSharp;
using static TorchSharp.torch;

namespace ManagedTorch.Tests.Autograd;

/// <summary>Functions with a backward pass of one's own.</summary>
public sealed class FunctionTests
{
    /// <summary>a b^n by hand, with an argument that is no tensor.</summary>
    private sealed class TimesPower : autograd.SingleTensorFunction<TimesPower>
    {
        public override string Name => "times_power";

        public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
        {
            var (a, b) = ((Tensor)vars[0], (Tensor)vars[1]);
            Assert.False(is_grad_enabled());
            ctx.save_for_backward([a, b]);
            ctx.save_data("n", vars[2]);
            return a * b.pow((int)vars[2]);
        }

        public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
        {
            var saved = ctx.get_saved_variables();
            var n = (int)ctx.get_data("n");
            return [grad_output * saved[1].pow(n), grad_output * saved[0] * n * saved[1].pow(n - 1), null!];
        }
    }

    /// <summary>Sum, product, and which is larger.</summary>
    private sealed class SumAndProduct : autograd.MultiTensorFunction<SumAndProduct>
    {
        public override string Name => "sum_and_product";

        public override List<Tensor> forward(autograd.AutogradContext ctx, params object[] vars)
        {
            var (a, b) = ((Tensor)vars[0], (Tensor)vars[1]);
            ctx.save_for_backward([a, b]);
            List<Tensor> outputs = [a + b, a * b, (a > b).to(float64)];
            ctx.mark_non_differentiable([outputs[2]]);
            return outputs;
        }

        public override List<Tensor> backward(autograd.AutogradContext ctx, List<Tensor> grad_outputs)
        {
            var saved = ctx.get_saved_variables();
            return [grad_outputs[0] + grad_outputs[1] * saved[1], grad_outputs[0] + grad_outputs[1] * saved[0]];
        }
    }

    private static Tensor[] Two => [tensor(new[] { 0.7, -1.3, 2.1 }), tensor(new[] { 1.4, 0.6, -0.8 })];

    [Fact]
    public void GradientsEqualCentralDifferencesToSecondOrder()
    {
        GradientCheck.First(x => TimesPower.apply(x[0], x[1], 3), Two);
        GradientCheck.Second(x => TimesPower.apply(x[0], x[1], 3), Two);
        static Tensor Both(Tensor[] x)
        {
            var y = SumAndProduct.apply(x[0], x[1]);
            return y[0].square() * y[1];
        }
        GradientCheck.First(Both, Two);
        GradientCheck.Second(Both, Two);
    }

    [Fact]
    public void AnOutputThatIsNotUsedGivesZeros()
    {
        Tensor a = Two[0].requires_grad_(), b = Two[1].requires_grad_();
        SumAndProduct.apply(a, b)[1].sum().backward();
        Assert.Equal(b.detach().data<double>().ToArray(), a.grad!.data<double>().ToArray());
    }

    [Fact]
    public void AnOutputWithoutDerivativeStandsOutsideTheGraph()
    {
        var y = SumAndProduct.apply(Two[0].requires_grad_(), Two[1]);
        Assert.True(y[0].requires_grad);
        Assert.False(y[2].requires_grad);
        using var off = no_grad();
        Assert.False(TimesPower.apply(Two[0].requires_grad_(), Two[1], 2).requires_grad);
    }

    [Fact]
    public void ASavedTensorThatIsChangedIsNoticed()
    {
        Tensor a = Two[0].requires_grad_(), b = Two[1];
        var y = TimesPower.apply(a, b, 2);
        b.add_(1);
        Assert.Contains("changed in place", Assert.Throws<InvalidOperationException>(() => y.sum().backward()).Message);
    }

    private sealed class TooFew : autograd.SingleTensorFunction<TooFew>
    {
        public override string Name => "too_few";

        public override Tensor forward(autograd.AutogradContext ctx, params object[] vars) =>
            (Tensor)vars[0] + (Tensor)vars[1];

        public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output) => [grad_output];
    }

    [Fact]
    public void OneGradientIsNeededForEachArgument() =>
        Assert.Contains("1 gradients for 2 arguments",
            Assert.Throws<InvalidOperationException>(() => TooFew.apply(Two[0].requires_grad_(), Two[1]).sum()
                .backward()).Message);

    /// <summary>Doubles its argument where it lies.</summary>
    private sealed class DoubleInPlace : autograd.SingleTensorFunction<DoubleInPlace>
    {
        public override string Name => "double_";

        public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
        {
            var x = (Tensor)vars[0];
            ctx.mark_dirty([x]);
            return x.mul_(2);
        }

        public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output) => [grad_output * 2];
    }

    [Fact]
    public void AnArgumentMayBeChangedInPlace()
    {
        var leaf = Two[0].requires_grad_();
        var x = leaf * 1;
        var y = DoubleInPlace.apply(x);
        (x * y).sum().backward(); // (2 leaf)^2
        Assert.Equal((leaf.detach() * 8).data<double>().ToArray(), leaf.grad!.data<double>().ToArray());
    }
}
