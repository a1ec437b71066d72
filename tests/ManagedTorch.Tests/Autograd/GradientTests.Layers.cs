using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace ManagedTorch.Tests.Autograd;

// Layers, what is fused of them, and losses.
public sealed partial class GradientTests
{
    private static Dictionary<string, Case> Layers() => new()
    {
        ["linear"] = new(x => F.linear(x[0], x[1], x[2]), () => Signed(3, 4), () => Signed(2, 4), () => Signed(2)),
        ["linear 3d"] = new(x => F.linear(x[0], x[1]), () => Signed(2, 2, 3), () => Signed(2, 3)),
        ["softmax"] = new(x => x[0].softmax(1), () => Signed(2, 4)),
        ["softmax first"] = new(x => x[0].softmax(0), () => Signed(3, 2)),
        ["log_softmax"] = new(x => x[0].log_softmax(-1), () => Signed(2, 4)),
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
        ["pairwise_distance"] = new(x => F.pairwise_distance(x[0], x[1]), () => Signed(2, 3), () => Positive(2, 3)),
        ["triplet_margin_loss"] =
        new(x => F.triplet_margin_loss(x[0], x[1], x[2], 3.0), () => Signed(2, 3), () => Positive(2, 3),
            () => Spread([2, 3], 0.29, -0.9)),
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
    };
}
