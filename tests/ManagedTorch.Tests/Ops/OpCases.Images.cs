using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace ManagedTorch.Tests.Ops;

/// <summary>Contractions, convolutions, windows and borders.</summary>
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
    };
}
