using ManagedTorch.Autograd;
using ManagedTorch.Core;
using ManagedTorch.Kernels;

namespace TorchSharp;

// Steps: the gradient is zero wherever there is one.
public static partial class torch
{
    public partial class Tensor
    {
        public Tensor floor() => RoundingOps.Apply<Floor>(this, "floor");
        public Tensor ceil() => RoundingOps.Apply<Ceil>(this, "ceil");
        public Tensor trunc() => RoundingOps.Apply<Trunc>(this, "trunc");
        public Tensor fix() => trunc();
        public Tensor sign() => RoundingOps.Apply<Sign>(this, "sign", integers: true);

        /// <summary>To the nearest integer, ties to even; or to a number of decimals.</summary>
        public Tensor round(long decimals = 0)
        {
            if (decimals == 0) return RoundingOps.Apply<Round>(this, "round");
            var scale = Math.Pow(10, decimals);
            return (this * scale).round() / scale;
        }

        public Tensor frac() => this - trunc();

        public Tensor floor_() => InPlace.By("floor_", this, x => x.floor());
        public Tensor ceil_() => InPlace.By("ceil_", this, x => x.ceil());
        public Tensor trunc_() => InPlace.By("trunc_", this, x => x.trunc());
        public Tensor sign_() => InPlace.By("sign_", this, x => x.sign());
        public Tensor round_(long decimals = 0) => InPlace.By("round_", this, x => x.round(decimals));
        public Tensor frac_() => InPlace.By("frac_", this, x => x.frac());
    }

    public static Tensor floor(Tensor input) => input.floor();
    public static Tensor ceil(Tensor input) => input.ceil();
    public static Tensor trunc(Tensor input) => input.trunc();
    public static Tensor sign(Tensor input) => input.sign();
    public static Tensor round(Tensor input, long decimals = 0) => input.round(decimals);
    public static Tensor frac(Tensor input) => input.frac();
    public static Tensor floor_(Tensor input) => input.floor_();
    public static Tensor ceil_(Tensor input) => input.ceil_();
    public static Tensor trunc_(Tensor input) => input.trunc_();
    public static Tensor sign_(Tensor input) => input.sign_();
    public static Tensor round_(Tensor input, long decimals = 0) => input.round_(decimals);
    public static Tensor frac_(Tensor input) => input.frac_();
}

internal static class RoundingOps
{
    internal static torch.Tensor Apply<TOp>(torch.Tensor x, string name, bool integers = false)
        where TOp : struct, IUnary
    {
        if (!x._dtype.IsFloatingPoint())
        {
            if (!integers) return x.clone();
            return x._dtype == torch.ScalarType.Bool ? x.clone() : (x > 0).to(x._dtype) - (x < 0).to(x._dtype);
        }
        var y = UnaryElementwise.Apply<TOp>(x);
        return x.ComputeRequiresGrad ? y.SetGradFn(new RoundingNode(x, name)) : y;
    }
}

internal sealed class RoundingNode(torch.Tensor x, string name) : Node(x.GradientEdge)
{
    internal override string Name => name;

    internal override int EdgeCount => 1;

    internal override void Backward(torch.Tensor grad) => AccumulateGrad(To0, torch.zeros_like(grad));
}
