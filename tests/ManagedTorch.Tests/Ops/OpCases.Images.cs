using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace ManagedTorch.Tests.Ops;

/// <summary>Contractions, convolutions, windows, borders, normalizations, writes at indices.</summary>
internal static partial class OpCases
{
    private static Dictionary<string, Func<Tensor[], Tensor>> Images() => new()
    {
        ["baddbmm"] = x => x[0].baddbmm(x[1], x[2], 0.5f, 2f),
        ["baddbmm wrong"] = x => x[0].baddbmm(x[1], x[2]),
        ["bmm transposed"] = x => x[0].mT.bmm(x[1].mT),
        ["einsum batch heads"] = x => einsum("bhid,bhjd->bhij", x),
        ["einsum outer"] = x => einsum("i,j->ij", x),
        ["einsum three"] = x => einsum("bi,ij,bj->b", x),
        ["einsum sum"] = x => einsum("ijk->j", x),
        ["conv2d"] = x => F.conv2d(x[0], x[1], x[2]),
        ["conv2d stride padding"] = x => F.conv2d(x[0], x[1], null, [2, 1], [1, 2]),
        ["conv2d dilation"] = x => F.conv2d(x[0], x[1], x[2], [1], [2], [2, 1]),
        ["conv2d groups"] = x => F.conv2d(x[0], x[1], x[2], null, [1], null, 2),
        ["conv2d depthwise"] = x => F.conv2d(x[0], x[1], null, [2], [1], null, 3),
        ["conv2d 1x1"] = x => F.conv2d(x[0], x[1], x[2]),
        ["conv2d of one image"] = x => F.conv2d(x[0], x[1], padding: [1]),
        ["conv2d same"] = x => F.conv2d_padding(x[0], x[1], padding: Padding.Same),
        ["conv2d wide padding"] = x => F.conv2d(x[0], x[1], padding: [4, 5]),
        ["conv2d of other channels"] = x => F.conv2d(x[0], x[1]),
        ["conv2d kernel beyond"] = x => F.conv2d(x[0], x[1]),
        ["conv2d bias of other size"] = x => F.conv2d(x[0], x[1], x[2]),
        ["conv2d stride 0"] = x => F.conv2d(x[0], x[1], strides: [0]),
        ["unfold"] = x => F.unfold(x[0], (2, 3), (1, 1), (1, 0), (1, 2)),
        ["fold"] = x => F.fold(x[0], (4, 5), (2, 2), (1, 1), (1, 1), (2, 1)),
        ["pad"] = x => F.pad(x[0], [1L, 2, 0, 1], value: 0.5),
        ["pad negative"] = x => F.pad(x[0], (-1, 2, 1, -1)),
        ["pad reflect"] = x => F.pad(x[0], (1, 2, 2, 1), PaddingModes.Reflect),
        ["pad replicate"] = x => F.pad(x[0], (1, 2, 0, 1), PaddingModes.Replicate),
        ["pad circular"] = x => F.pad(x[0], (1, 2, 2, 1), PaddingModes.Circular),
        ["pad reflect too far"] = x => F.pad(x[0], (4, 0, 0, 0), PaddingModes.Reflect),
        ["max_pool2d"] = x => F.max_pool2d(x[0], 2),
        ["max_pool2d padding ceil"] = x => F.max_pool2d(x[0], 3, 2, 1, ceil_mode: true),
        ["max_pool2d dilation indices"] = x => F.max_pool2d_with_indices(x[0], [2, 2], [1, 1], [1, 0], [2, 1]).indices,
        ["max_pool2d with nan"] = x => F.max_pool2d(x[0], 2, 1),
        ["max_pool2d indices of nan"] = x => F.max_pool2d_with_indices(x[0], [2, 3], [1]).indices,
        ["max_pool2d padding beyond"] = x => F.max_pool2d(x[0], 2, 2, 2),
        ["max_pool2d too large"] = x => F.max_pool2d(x[0], 6),
        ["avg_pool2d"] = x => F.avg_pool2d(x[0], (2, 3), (2, 1)),
        ["avg_pool2d padding ceil"] = x => F.avg_pool2d(x[0], 3, 2, 1, ceil_mode: true),
        ["avg_pool2d without padding"] = x => F.avg_pool2d(x[0], 3, 2, 1, ceil_mode: true, count_include_pad: false),
        ["avg_pool2d divisor"] = x => F.avg_pool2d(x[0], (2, 2), divisor_override: 3),
        ["adaptive_avg_pool2d"] = x => F.adaptive_avg_pool2d(x[0], (3, 6)),
        ["adaptive_avg_pool2d to one"] = x => F.adaptive_avg_pool2d(x[0], 1),
        ["interpolate"] = x => F.interpolate(x[0], [7, 9]),
        ["interpolate factor"] = x => F.interpolate(x[0], scale_factor: [1.7]),
        ["interpolate down"] = x => F.interpolate(x[0], scale_factor: [0.5, 0.3]),
        ["interpolate area"] = x => F.interpolate(x[0], [3, 2], mode: InterpolationMode.Area),
        ["interpolate of both"] = x => F.interpolate(x[0], [3, 2], [2.0]),
        ["batch_norm training"] = x => F.batch_norm(x[0], null, null, x[1], x[2], true),
        ["batch_norm running"] = x => F.batch_norm(x[0], x[1], x[2]),
        ["batch_norm of one value"] = x => F.batch_norm(x[0], null, null, training: true),
        ["group_norm"] = x => F.group_norm(x[0], 2, x[1], x[2]),
        ["group_norm uneven"] = x => F.group_norm(x[0], 2),
        ["index_put accumulate"] = x => x[0].clone().index_put_(x[2], [x[1]], accumulate: true),
        ["index_put"] = x => x[0].clone().index_put_(x[3], x[1], x[2]),
        ["norm inf"] = x => x[0].norm(float.PositiveInfinity),
        ["norm 3 dim"] = x => x[0].norm(1, true, 3f),
    };
}
