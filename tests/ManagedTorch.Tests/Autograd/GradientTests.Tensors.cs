using TorchSharp;
using static TorchSharp.torch;

namespace ManagedTorch.Tests.Autograd;

// Sums and products over dimensions, parts of tensors and their order.
public sealed partial class GradientTests
{
    private static Dictionary<string, Case> Tensors() => new()
    {
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
        ["prod"] = new(x => x[0].prod(1), () => Signed(2, 5)),
        ["quantile"] = new(x => x[0].quantile(tensor(new[] { 0.2, 0.7 }), 1), () => Signed(2, 5)),
        ["sort"] = new(x => x[0].sort(1).Values, () => Signed(2, 5)),
        ["topk"] = new(x => x[0].topk(2).values, () => Signed(2, 5)),
        ["cumsum"] = new(x => x[0].cumsum(1), () => Signed(2, 4)),
        ["tril"] = new(x => x[0].tril(), () => Signed(3, 3)),
        ["diag"] = new(x => x[0].diag(-1), () => Signed(3)),
        ["einsum"] = new(x => einsum("bij,bkj->ibk", x[0], x[1]), () => Signed(2, 2, 3), () => Signed(2, 2, 3)),
        ["einsum trace"] = new(x => einsum("ii,i->i", x[0], x[1]), () => Signed(3, 3), () => Signed(3)),
        ["tensordot"] = new(x => tensordot(x[0], x[1]), () => Signed(2, 3, 2), () => Signed(3, 2, 2)),
        ["roll"] = new(x => x[0].roll(2, 1), () => Signed(2, 5)),
        ["diff"] = new(x => x[0].diff(2), () => Signed(2, 5)),
        ["index tensors"] =
        new(x => x[0][TensorIndex.Tensor(Index(1, 0, 1)), TensorIndex.Colon, TensorIndex.Tensor(Index(2, 2, -1))],
            () => Signed(2, 2, 3)),
        ["index mask"] = new(x => x[0].index(Mask.view(2, 3)), () => Signed(2, 3)),
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
    };
}
