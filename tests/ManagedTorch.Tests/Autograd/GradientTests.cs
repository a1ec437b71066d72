using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace ManagedTorch.Tests.Autograd;

/// <summary>Every differentiable operation against central differences, to second order, away from its kinks: a table,
/// one line an operation, hence its length.</summary>
public sealed class GradientTests
{
    private sealed record Case(Func<Tensor[], Tensor> F, params Func<Tensor>[] Inputs);

    /// <summary>Distinct values of both signs, none near 0 or 1 apart.</summary>
    private static Tensor Signed(params long[] shape) => Spread(shape, 0.37, -1.1);

    /// <summary>Distinct values in (0.2, 2).</summary>
    private static Tensor Positive(params long[] shape) => (Spread(shape, 0.37, -1.1).abs() * 0.7 + 0.25);

    private static Tensor Spread(long[] shape, double step, double start)
    {
        var n = shape.Aggregate(1L, (a, b) => a * b);
        var values = new double[n];
        for (var i = 0; i < n; i++) values[i] = start + 2.3 * ((i * step + 0.113) % 1.0);
        return tensor(values, float64).view(shape);
    }

    private static Tensor Index(params long[] values) => tensor(values, int64);

    private static readonly Tensor Mask = tensor(new[] { true, false, true, true, false, true });

    private static readonly Dictionary<string, Case> Cases = new()
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
        ["sum"] = new(x => x[0].sum(), () => Signed(2, 3)),
        ["sum first"] = new(x => x[0].sum(dim: 0), () => Signed(2, 3, 2)),
        ["sum middle keep"] = new(x => x[0].sum(1, keepdim: true), () => Signed(2, 3, 2)),
        ["sum two"] = new(x => x[0].sum(0, 2), () => Signed(2, 3, 2)),
        ["mean"] = new(x => x[0].mean(), () => Signed(2, 3)),
        ["mean dims"] = new(x => x[0].mean([0, 2]), () => Signed(2, 3, 2)),
        ["var"] = new(x => x[0].var(1), () => Signed(2, 4)),
        ["std"] = new(x => x[0].std(), () => Signed(5)),
        ["norm"] = new(x => x[0].norm(), () => Signed(2, 3)),
        ["norm 1 dim"] = new(x => x[0].norm(1, p: 1f), () => Signed(2, 3)),
        ["norm 3 dim"] = new(x => x[0].norm(1, true, 3f), () => Signed(2, 3)),
        ["max all"] = new(x => x[0].max(), () => Signed(2, 3)),
        ["min dim"] = new(x => x[0].min(1).values, () => Signed(2, 3)),
        ["amax"] = new(x => x[0].amax([0], true), () => Signed(2, 3)),
        ["matmul"] = new(x => x[0].matmul(x[1]), () => Signed(3, 4), () => Signed(4, 2)),
        ["matmul transposed"] = new(x => x[0].t().matmul(x[1].t()), () => Signed(4, 3), () => Signed(2, 4)),
        ["matmul vector"] = new(x => x[0].matmul(x[1]), () => Signed(3, 4), () => Signed(4)),
        ["vector matmul"] = new(x => x[0].matmul(x[1]), () => Signed(3), () => Signed(3, 2)),
        ["dot"] = new(x => x[0].dot(x[1]), () => Signed(4), () => Signed(4)),
        ["batched matmul"] = new(x => x[0].matmul(x[1]), () => Signed(2, 1, 2, 3), () => Signed(2, 3, 2)),
        ["batch by matrix"] = new(x => x[0].matmul(x[1]), () => Signed(2, 2, 3), () => Signed(3, 2)),
        ["bmm"] = new(x => x[0].bmm(x[1]), () => Signed(2, 2, 3), () => Signed(2, 3, 2)),
        ["addmm"] = new(x => x[0].addmm(x[1], x[2], 0.5f, 2f), () => Signed(2), () => Signed(2, 3), () => Signed(3, 2)),
        ["linear"] = new(x => F.linear(x[0], x[1], x[2]), () => Signed(3, 4), () => Signed(2, 4), () => Signed(2)),
        ["linear 3d"] = new(x => F.linear(x[0], x[1]), () => Signed(2, 2, 3), () => Signed(2, 3)),
        ["softmax"] = new(x => x[0].softmax(1), () => Signed(2, 4)),
        ["softmax first"] = new(x => x[0].softmax(0), () => Signed(3, 2)),
        ["log_softmax"] = new(x => x[0].log_softmax(-1), () => Signed(2, 4)),
        ["logsumexp"] = new(x => x[0].logsumexp(1), () => Signed(2, 4)),
        ["logsumexp keep first"] = new(x => x[0].logsumexp(0, true), () => Signed(3, 2)),
        ["gather"] = new(x => x[0].gather(1, Index(2, 0, 2, 1, 1, 0).view(2, 3)), () => Signed(2, 3)),
        ["gather shorter"] = new(x => x[0].gather(1, Index(2, 0).view(2, 1)), () => Signed(3, 3)),
        ["scatter"] = new(x => x[0].scatter(1, Index(2, 0).view(2, 1), x[1]), () => Signed(2, 3), () => Signed(2, 1)),
        ["scatter_add"] =
        new(x => x[0].scatter_add(1, Index(2, 2, 0, 1).view(2, 2), x[1]), () => Signed(2, 3), () => Signed(2, 3)),
        ["index_select"] = new(x => x[0].index_select(1, Index(2, 0, 2)), () => Signed(2, 3)),
        ["index_add"] = new(x => x[0].index_add(0, Index(2, 0, 2), x[1], 0.5), () => Signed(3, 2), () => Signed(3, 2)),
        ["cat"] = new(x => cat([x[0], x[1]], 1), () => Signed(2, 3), () => Signed(2, 1)),
        ["stack"] = new(x => stack([x[0], x[1]], 1), () => Signed(2, 3), () => Signed(2, 3)),
        ["split"] = new(x => x[0].split([1, 2], 1)[1], () => Signed(2, 3)),
        ["split, all parts used"] =
        new(x => { var y = x[0].split(2, 1); return y[0] * y[1] + y[1].exp() * y[2]; }, () => Signed(2, 6)),
        ["split, a part unused"] =
        new(x => { var y = x[0].chunk(3, 0); return y[2].sin() * y[0]; }, () => Signed(6, 2)),
        ["split of transposed"] = new(x => { var y = x[0].t().split(1, 0); return y[0] * y[2]; }, () => Signed(2, 3)),
        ["unbind"] = new(x => { var y = x[0].unbind(1); return y[0] * y[2].exp(); }, () => Signed(2, 3)),
        ["repeat"] = new(x => x[0].repeat(2, 2), () => Signed(2, 3)),
        ["flip"] = new(x => x[0].flip(1), () => Signed(2, 3)),
        ["view"] = new(x => x[0].view(3, -1), () => Signed(2, 3)),
        ["reshape transposed"] = new(x => x[0].t().reshape(2, 3), () => Signed(2, 3)),
        ["transpose"] = new(x => x[0].transpose(0, 2), () => Signed(2, 3, 2)),
        ["permute"] = new(x => x[0].permute(2, 0, 1), () => Signed(2, 3, 2)),
        ["unsqueeze squeeze"] = new(x => x[0].unsqueeze(1).squeeze(1).unsqueeze(-1), () => Signed(2, 3)),
        ["expand"] = new(x => x[0].expand(4, 2, 3), () => Signed(2, 1)),
        ["select"] = new(x => x[0].select(1, -1), () => Signed(2, 3)),
        ["narrow"] = new(x => x[0].narrow(1, 1, 2), () => Signed(2, 3)),
        ["slice step"] = new(x => x[0].slice(1, 0, 5, 2), () => Signed(2, 5)),
        ["slice of transposed"] = new(x => x[0].t().slice(0, 1, 3, 1), () => Signed(2, 3)),
        ["diagonal"] = new(x => x[0].diagonal(1), () => Signed(3, 4)),
        ["clone contiguous"] = new(x => x[0].t().contiguous().clone(), () => Signed(2, 3)),
        ["convert"] = new(x => x[0].to(float64).flatten(), () => Signed(2, 3)),
        ["mse_loss"] = new(x => F.mse_loss(x[0], x[1]), () => Signed(2, 3), () => Positive(2, 3)),
        ["l1_loss"] = new(x => F.l1_loss(x[0], x[1]), () => Signed(2, 3), () => Positive(2, 3)),
        ["smooth_l1_loss"] =
        new(x => F.smooth_l1_loss(x[0], x[1], nn.Reduction.None, 0.7), () => Signed(2, 3), () => Positive(2, 3)),
        ["huber_loss"] = new(x => F.huber_loss(x[0], x[1], 0.8), () => Signed(2, 3), () => Positive(2, 3)),
        ["kl_div"] = new(x => F.kl_div(x[0], x[1]), () => Signed(2, 3), () => Signed(2, 3)),
        ["kl_div probabilities"] =
        new(x => F.kl_div(x[0], x[1], false, nn.Reduction.Sum), () => Signed(2, 3), () => Positive(2, 3)),
        ["bce logits"] =
        new(x => F.binary_cross_entropy_with_logits(x[0], x[1], pos_weights: tensor(2.0)), () => Signed(2, 3),
            () => Positive(2, 3)),
        ["bce"] = new(x => F.binary_cross_entropy(x[0], x[1]), () => Positive(4) * 0.4, () => Positive(4) * 0.5),
        ["cross_entropy"] = new(x => F.cross_entropy(x[0], Index(2, 0)), () => Signed(2, 4)),
        ["cross_entropy weighted"] =
        new(x => F.cross_entropy(x[0], Index(2, -100, 1), Positive(4)), () => Signed(3, 4)),
        ["cross_entropy of one"] = new(x => F.cross_entropy(x[0], tensor(1L)), () => Signed(4)),
        ["token logps"] = new(x => Fused.TokenLogps(x[0], Index(2, 0, 18, 3, 3, 1).view(2, 3)), () => Signed(2, 3, 19)),
        ["token logps, narrow"] = new(x => Fused.TokenLogps(x[0], Index(2, 0)), () => Signed(2, 4)),
        ["linear relu"] =
        new(x => Fused.LinearRelu(x[0], x[1], x[2]), () => Signed(3, 4), () => Signed(2, 4), () => Signed(2)),
        ["linear gelu"] =
        new(x => Fused.LinearGelu(x[0], x[1], x[2]), () => Signed(2, 2, 3), () => Signed(2, 3), () => Signed(2)),
        ["linear gelu, no bias"] =
        new(x => Fused.LinearGelu(x[0].t(), x[1], null), () => Signed(4, 3), () => Signed(2, 4)),
        ["linear silu"] =
        new(x => Fused.LinearSilu(x[0].transpose(0, 1), x[1], x[2]), () => Signed(2, 2, 3), () => Signed(2, 3),
            () => Signed(2)),
        ["linear 3d transposed"] =
        new(x => F.linear(x[0].transpose(0, 1), x[1], x[2]), () => Signed(2, 4, 3), () => Signed(2, 3),
            () => Signed(2)),
        ["cross_entropy weighted smooth"] =
        new(x => F.cross_entropy(x[0], Index(2, -100, 1), Positive(4), label_smoothing: 0.2), () => Signed(3, 4)),
        ["cross_entropy probabilities"] =
        new(x => F.cross_entropy(x[0], x[1]), () => Signed(2, 3), () => Positive(2, 3)),
        ["nll_loss"] = new(x => F.nll_loss(x[0], Index(1, 0), reduction: nn.Reduction.Sum), () => Signed(2, 3)),
        ["margin_ranking_loss"] =
        new(x => F.margin_ranking_loss(x[0], x[1], ones(4, float64), 0.5), () => Signed(4), () => Positive(4)),
        ["layer_norm"] =
        new(x => F.layer_norm(x[0], [3], x[1], x[2]), () => Signed(2, 3), () => Positive(3), () => Signed(3)),
        ["cosine_similarity"] = new(x => F.cosine_similarity(x[0], x[1]), () => Signed(2, 3), () => Positive(2, 3)),
        ["normalize"] = new(x => F.normalize(x[0]), () => Signed(2, 3)),
        ["tan"] = new(x => x[0].tan(), () => Signed(4)),
        ["sinh cosh"] = new(x => x[0].sinh() * x[0].cosh(), () => Signed(4)),
        ["logit"] = new(x => x[0].logit(), () => Positive(4) * 0.45),
        ["addcmul"] = new(x => x[0].addcmul(x[1], x[2], 0.7), () => Signed(2, 3), () => Signed(3), () => Signed(2, 1)),
        ["addcdiv"] =
        new(x => x[0].addcdiv(x[1], x[2], 0.7), () => Signed(2, 3), () => Signed(3), () => Positive(2, 1)),
        ["lerp"] = new(x => x[0].lerp(x[1], x[2]), () => Signed(4), () => Positive(4), () => Spread([4], 0.37, -0.8)),
        ["logaddexp"] = new(x => x[0].logaddexp(x[1]), () => Signed(2, 3), () => Spread([3], 0.29, -0.9)),
        ["xlogy"] = new(x => x[0].xlogy(x[1]), () => Signed(4), () => Positive(4)),
        ["prod"] = new(x => x[0].prod(1), () => Signed(2, 5)),
        ["quantile"] = new(x => x[0].quantile(tensor(new[] { 0.2, 0.7 }), 1), () => Signed(2, 5)),
        ["sort"] = new(x => x[0].sort(1).Values, () => Signed(2, 5)),
        ["topk"] = new(x => x[0].topk(2).values, () => Signed(2, 5)),
        ["cumsum"] = new(x => x[0].cumsum(1), () => Signed(2, 4)),
        ["tril"] = new(x => x[0].tril(), () => Signed(3, 3)),
        ["diag"] = new(x => x[0].diag(-1), () => Signed(3)),
        ["remainder"] = new(x => x[0].remainder(x[1]), () => Signed(4), () => Positive(4)),
        ["einsum"] = new(x => einsum("bij,bkj->ibk", x[0], x[1]), () => Signed(2, 2, 3), () => Signed(2, 2, 3)),
        ["einsum trace"] = new(x => einsum("ii,i->i", x[0], x[1]), () => Signed(3, 3), () => Signed(3)),
        ["tensordot"] = new(x => tensordot(x[0], x[1]), () => Signed(2, 3, 2), () => Signed(3, 2, 2)),
        ["roll"] = new(x => x[0].roll(2, 1), () => Signed(2, 5)),
        ["diff"] = new(x => x[0].diff(2), () => Signed(2, 5)),
        ["index tensors"] =
        new(x => x[0][TensorIndex.Tensor(Index(1, 0, 1)), TensorIndex.Colon, TensorIndex.Tensor(Index(2, 2, -1))],
            () => Signed(2, 2, 3)),
        ["index mask"] = new(x => x[0].index(Mask.view(2, 3)), () => Signed(2, 3)),
        ["index put"] =
        new(x =>
        {
            var y = x[0] * 2.0; y.index_put_(x[1], TensorIndex.Tensor(Index(1, 0)), TensorIndex.Slice(1));
            return y * y;
        }, () => Signed(2, 3), () => Signed(2)),
        ["assign to an element"] =
        new(x => { var y = x[0] * 2.0; y[1, 0] = x[1].sum(); return y * y; }, () => Signed(2, 3), () => Signed(2)),
        ["pairwise_distance"] = new(x => F.pairwise_distance(x[0], x[1]), () => Signed(2, 3), () => Positive(2, 3)),
        ["triplet_margin_loss"] =
        new(x => F.triplet_margin_loss(x[0], x[1], x[2], 3.0), () => Signed(2, 3), () => Positive(2, 3),
            () => Spread([2, 3], 0.29, -0.9)),
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
        ["cumprod"] = new(x => x[0].cumprod(1), () => Signed(2, 4)),
        ["cumprod with zeros"] = new(x => (x[0] * tensor(new[] { 1.0, 0, 1, 0 })).cumprod(0), () => Signed(4)),
        ["cummax"] = new(x => x[0].cummax(1).values, () => Signed(2, 4)),
        ["kthvalue"] = new(x => x[0].kthvalue(2, 1).values, () => Signed(2, 5)),
        ["index_copy"] = new(x => x[0].index_copy(1, Index(2, 0), x[1]), () => Signed(2, 3), () => Signed(2, 2)),
        ["index_fill"] = new(x => x[0].index_fill(0, Index(1), 3).square(), () => Signed(2, 3)),
        ["select_scatter diagonal_scatter"] =
        new(x => x[0].select_scatter(x[1], 1, 2).diagonal_scatter(x[1], 1).square(), () => Signed(2, 3),
            () => Signed(2)),
        ["masked_scatter"] = new(x => x[0].masked_scatter(Mask.view(2, 3), x[1]), () => Signed(2, 3), () => Signed(5)),
        ["diag_embed block_diag"] =
        new(x => block_diag(x[0].diag_embed(1).sum(dim: 0), x[1]).square(), () => Signed(2, 2), () => Signed(1, 2)),
        ["rot90 tensor_split"] = new(x => x[0].rot90().tensor_split(2, 1)[1].square(), () => Signed(2, 3)),
        ["kron inner"] =
        new(x => x[0].kron(x[1]).sum(1) * x[0].inner(x[1]).sum(), () => Signed(2, 2), () => Signed(3, 2)),
        ["cdist"] = new(x => cdist(x[0], x[1]), () => Signed(2, 2), () => Positive(3, 2)),
        ["vector_norm"] = new(x => linalg.vector_norm(x[0], 3, [0, 2]), () => Signed(2, 2, 2)),
        ["matrix_norm"] =
        new(x => linalg.matrix_norm(x[0]) * linalg.matrix_norm(x[0], 1) +
            linalg.matrix_norm(x[0], double.NegativeInfinity), () => Signed(2, 3)),
        ["multi_dot cross"] =
        new(x => linalg.cross(linalg.multi_dot([x[0], x[1], x[2]]), x[2]), () => Signed(2, 3), () => Signed(3, 1),
            () => Signed(1, 3)),
        ["celu selu"] = new(x => x[0].celu(0.7) * x[0].selu(), () => Signed(4)),
        ["hardswish hardsigmoid"] =
        new(x => (x[0] * 3.0).hardswish() + (x[0] * 3.0).hardsigmoid() * x[0], () => Signed(5)),
        ["shrinkage"] =
        new(x => F.hardshrink(x[0], 0.3) * F.softshrink(x[0], 0.2) + F.tanhshrink(x[0]), () => Signed(5)),
        ["prelu threshold hardtanh"] =
        new(x => x[0].prelu(x[1]) + (x[0].threshold(0.4, 2) * x[0].hardtanh(-1, 1)), () => Signed(2, 3),
            () => Signed(3)),
        ["hinge_embedding_loss"] =
        new(x => F.hinge_embedding_loss(x[0], tensor(new long[] { 1, -1, -1, 1 }), 1.0), () => Signed(4)),
        ["multi_margin_loss"] =
        new(x => F.multi_margin_loss(x[0], Index(1, 0), 2, 0.8, Positive(3)), () => Signed(2, 3)),
        ["poisson_nll_loss"] = new(x => F.poisson_nll_loss(x[0], Index(0, 2, 5), full: true), () => Signed(3)),
        ["gaussian_nll_loss"] =
        new(x => F.gaussian_nll_loss(x[0], x[1], x[2], true), () => Signed(2, 3), () => Spread([2, 3], 0.29, -0.9),
            () => Positive(2, 1)),
        ["attention"] =
        new(x => F.scaled_dot_product_attention(x[0], x[1], x[2], is_casual: true), () => Signed(2, 3, 2),
            () => Signed(2, 3, 2), () => Signed(2, 3, 2)),
        ["in-place add to what is used again"] =
        new(x =>
        {
            var y = x[0] * 2; var z = y.sum();
            return y.add_(x[1], 0.5) * z + x[0];
        }, () => Signed(2, 3), () => Signed(3)),
        ["in-place add of itself"] = new(x => { var y = x[0] * 2; return y.add_(y); }, () => Signed(2, 3)),
        ["in-place add of its transposed clone"] =
        new(x => { var y = x[0] * 2; return y.add_(y.t().clone()) * y; }, () => Signed(3, 3)),
        ["in-place add of its own view"] =
        new(x => { var y = x[0] * 2; return y.add_(y.view(3, 3)) * y; }, () => Signed(3, 3)),
        ["in-place add twice"] =
        new(x =>
        {
            var y = x[0].exp().sin();
            return y.add_(x[1]).add_(x[0]).square();
        }, () => Signed(2, 3), () => Signed(2, 3)),
        ["in-place add to a constant"] = new(x => zeros(2, 3, dtype: float64).add_(x[0]).square(), () => Signed(2, 3)),
        ["in-place add to a view"] =
        new(x => { var y = x[0] * 2; y[0].add_(x[1]); return y.square(); }, () => Signed(2, 3), () => Signed(3)),
        ["in-place add under a view"] =
        new(x =>
        {
            var y = x[0] * 2; var v = y[1]; y.add_(x[1]);
            return v.square() + y[0];
        }, () => Signed(2, 3), () => Signed(3)),
        ["in-place add"] = new(x => x[0].clone().add_(x[1]), () => Signed(2, 3), () => Signed(3)),
        ["in-place mul twice"] =
        new(x => { var y = x[0] * 1.0; y.mul_(x[1]).mul_(y); return y; }, () => Signed(2, 3), () => Signed(3)),
        ["in-place exp"] = new(x => x[0].clone().exp_(), () => Signed(3)),
        ["write to a view"] =
        new(x => { var y = x[0] * 2.0; y.select(0, 1).mul_(x[1]); return y * y; }, () => Signed(2, 3), () => Signed(3)),
        ["write to the base of a view"] =
        new(x =>
        {
            var y = x[0] * 2.0; var row = y.select(0, 1); y.mul_(x[1]);
            return row * row;
        }, () => Signed(2, 3), () => Signed(3)),
        ["copy into a view of zeros"] =
        new(x =>
        {
            var y = zeros([2, 3], float64); y.narrow(1, 1, 2).copy_(x[0]);
            return y.exp();
        }, () => Signed(2, 2)),
        ["fill a view"] =
        new(x => { var y = x[0] * 2.0; y.select(0, 0).fill_(3.0); return y * y; }, () => Signed(2, 3)),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory, MemberData(nameof(Names))]
    public void GradientEqualsCentralDifferences(string name)
    {
        var c = Cases[name];
        GradientCheck.First(c.F, Array.ConvertAll(c.Inputs, make => make()));
    }

    [Theory, MemberData(nameof(Names))]
    public void SecondOrderGradientEqualsCentralDifferences(string name)
    {
        var c = Cases[name];
        GradientCheck.Second(c.F, Array.ConvertAll(c.Inputs, make => make()));
    }
}
