using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace ManagedTorch.Tests.Autograd;

// Functions of single elements, broadcast or not.
public sealed partial class GradientTests
{
    private static Dictionary<string, Case> Elementwise() => new()
    {
        ["add broadcast"] = new(x => x[0] + x[1], () => Signed(2, 3), () => Signed(3)),
        ["add alpha"] = new(x => x[0].add(x[1], 0.5), () => Signed(2, 3), () => Signed(2, 1)),
        ["sub broadcast"] = new(x => x[0] - x[1], () => Signed(3, 1), () => Signed(2, 1, 4)),
        ["number minus"] = new(x => 2.0 - x[0], () => Signed(4)),
        ["mul broadcast"] = new(x => x[0] * x[1], () => Signed(2, 3), () => Signed(1, 3)),
        ["mul itself"] = new(x => x[0] * x[0], () => Signed(5)),
        ["div broadcast"] = new(x => x[0] / x[1], () => Signed(2, 3), () => Positive(2, 1)),
        ["number over"] = new(x => 2.0 / x[0], () => Positive(4)),
        ["div number"] = new(x => x[0] / 3.0, () => Signed(4)),
        ["neg"] = new(x => -x[0], () => Signed(4)),
        ["pow number"] = new(x => x[0].pow(2.7), () => Positive(4)),
        ["pow square"] = new(x => x[0].pow(2), () => Signed(4)),
        ["pow cube"] = new(x => x[0].pow(3), () => Signed(4)),
        ["pow tensor"] = new(x => x[0].pow(x[1]), () => Positive(2, 3), () => Signed(3)),
        ["exp"] = new(x => x[0].exp(), () => Signed(4)),
        ["expm1"] = new(x => x[0].expm1(), () => Signed(4)),
        ["log"] = new(x => x[0].log(), () => Positive(4)),
        ["log1p"] = new(x => x[0].log1p(), () => Positive(4)),
        ["log2"] = new(x => x[0].log2(), () => Positive(4)),
        ["log10"] = new(x => x[0].log10(), () => Positive(4)),
        ["sqrt"] = new(x => x[0].sqrt(), () => Positive(4)),
        ["rsqrt"] = new(x => x[0].rsqrt(), () => Positive(4)),
        ["reciprocal"] = new(x => x[0].reciprocal(), () => Positive(4)),
        ["sin"] = new(x => x[0].sin(), () => Signed(4)),
        ["cos"] = new(x => x[0].cos(), () => Signed(4)),
        ["erf"] = new(x => x[0].erf(), () => Signed(4)),
        ["abs"] = new(x => x[0].abs(), () => Signed(4)),
        ["square"] = new(x => x[0].square(), () => Signed(4)),
        ["tanh"] = new(x => x[0].tanh(), () => Signed(4)),
        ["sigmoid"] = new(x => x[0].sigmoid(), () => Signed(4)),
        ["log_sigmoid"] = new(x => x[0].log_sigmoid(), () => Signed(4)),
        ["softplus"] = new(x => x[0].softplus(), () => Signed(4)),
        ["softplus beta"] = new(x => x[0].softplus(2.5, 30), () => Signed(4)),
        ["relu"] = new(x => x[0].relu(), () => Signed(6)),
        ["silu"] = new(x => x[0].silu(), () => Signed(4)),
        ["gelu"] = new(x => x[0].gelu(), () => Signed(4)),
        ["gelu tanh"] = new(x => x[0].gelu(TorchSharp.Modules.GELU.Approximate.tanh), () => Signed(4)),
        ["leaky_relu"] = new(x => x[0].leaky_relu(0.1), () => Signed(6)),
        ["elu"] = new(x => x[0].elu(1.3), () => Signed(6)),
        ["maximum"] = new(x => x[0].maximum(x[1]), () => Signed(2, 3), () => Spread([3], 0.29, -0.9)),
        ["minimum"] = new(x => x[0].minimum(x[1]), () => Signed(2, 3), () => Spread([3], 0.29, -0.9)),
        ["clamp"] = new(x => x[0].clamp(-0.5, 0.6), () => Signed(8)),
        ["where"] = new(x => where(Mask.view(2, 3), x[0], x[1]), () => Signed(2, 3), () => Signed(3)),
        ["masked_fill"] = new(x => x[0].masked_fill(Mask.view(2, 3), 7.0), () => Signed(2, 3)),
        ["tan"] = new(x => x[0].tan(), () => Signed(4)),
        ["sinh cosh"] = new(x => x[0].sinh() * x[0].cosh(), () => Signed(4)),
        ["logit"] = new(x => x[0].logit(), () => Positive(4) * 0.45),
        ["addcmul"] = new(x => x[0].addcmul(x[1], x[2], 0.7), () => Signed(2, 3), () => Signed(3), () => Signed(2, 1)),
        ["addcdiv"] =
        new(x => x[0].addcdiv(x[1], x[2], 0.7), () => Signed(2, 3), () => Signed(3), () => Positive(2, 1)),
        ["lerp"] = new(x => x[0].lerp(x[1], x[2]), () => Signed(4), () => Positive(4), () => Spread([4], 0.37, -0.8)),
        ["logaddexp"] = new(x => x[0].logaddexp(x[1]), () => Signed(2, 3), () => Spread([3], 0.29, -0.9)),
        ["xlogy"] = new(x => x[0].xlogy(x[1]), () => Signed(4), () => Positive(4)),
        ["remainder"] = new(x => x[0].remainder(x[1]), () => Signed(4), () => Positive(4)),
        ["mish softsign glu"] = new(x => F.glu(F.mish(x[0]) + F.softsign(x[0])), () => Signed(2, 4)),
        ["atan"] = new(x => x[0].atan(), () => Signed(4)),
        ["asin acos"] = new(x => (x[0] * 0.7).asin() * (x[0] * 0.6).acos(), () => Signed(4)),
        ["asinh atanh"] = new(x => x[0].asinh() * (x[0] * 0.7).atanh(), () => Signed(4)),
        ["acosh"] = new(x => (x[0] + 1.0).acosh(), () => Positive(4)),
        ["atan2"] = new(x => x[0].atan2(x[1]), () => Signed(2, 3), () => Positive(3)),
        ["hypot"] = new(x => x[0].hypot(x[1]), () => Signed(2, 3), () => Positive(3)),
        ["sinc"] = new(x => x[0].sinc() + (x[0] * 0.0).sinc(), () => Signed(4)),
        ["copysign fmax fmin"] =
        new(x => x[0].copysign(x[1]) * x[0].fmax(x[1]) + x[0].fmin(x[1]), () => Signed(4),
            () => Spread([4], 0.29, -0.9)),
        ["nan_to_num"] =
        new(x => (x[0] + tensor(new[] { 0, double.PositiveInfinity, double.NaN, 0 })).nan_to_num(1, 2, 3).square(),
            () => Signed(4)),
        ["celu selu"] = new(x => x[0].celu(0.7) * x[0].selu(), () => Signed(4)),
        ["hardswish hardsigmoid"] =
        new(x => (x[0] * 3.0).hardswish() + (x[0] * 3.0).hardsigmoid() * x[0], () => Signed(5)),
        ["shrinkage"] =
        new(x => F.hardshrink(x[0], 0.3) * F.softshrink(x[0], 0.2) + F.tanhshrink(x[0]), () => Signed(5)),
    };
}
