using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace ManagedTorch.Tests.Autograd;

/// <summary>Operations on images against central differences, to second order.</summary>
public sealed class ImageGradientTests
{
    private sealed record Case(Func<Tensor[], Tensor> F, params Func<Tensor>[] Inputs);

    /// <summary>Distinct values of both signs, no two of them close.</summary>
    private static Tensor Signed(params long[] shape)
    {
        var values = new double[shape.Aggregate(1L, (a, b) => a * b)];
        for (var i = 0; i < values.Length; i++) values[i] = -1.1 + 2.3 * ((i * 0.381966 + 0.113) % 1.0);
        return tensor(values, float64).view(shape);
    }

    private static readonly Dictionary<string, Case> Cases = new()
    {
        ["baddbmm"] =
        new(x => x[0].baddbmm(x[1], x[2], 0.5f, 2f), () => Signed(2, 1, 2), () => Signed(2, 2, 3),
            () => Signed(2, 3, 2)),
        ["einsum three"] =
        new(x => einsum("bi,ij,bj->b", x), () => Signed(2, 2), () => Signed(2, 3), () => Signed(2, 3)),
        ["einsum ellipsis"] = new(x => einsum("...ij,jk->...ik", x), () => Signed(2, 1, 3), () => Signed(3, 2)),
        ["conv2d"] =
        new(x => F.conv2d(x[0], x[1], x[2]), () => Signed(2, 2, 3, 3), () => Signed(2, 2, 2, 2), () => Signed(2)),
        ["conv2d stride padding"] =
        new(x => F.conv2d(x[0], x[1], null, [2, 1], [1, 0]), () => Signed(1, 2, 4, 3), () => Signed(1, 2, 3, 2)),
        ["conv2d dilation groups"] =
        new(x => F.conv2d(x[0], x[1], x[2], [1], [1], [2, 1], 2), () => Signed(2, 2, 3, 3), () => Signed(4, 1, 2, 2),
            () => Signed(4)),
        ["conv2d 1x1"] = new(x => F.conv2d(x[0], x[1]), () => Signed(2, 3, 2, 2), () => Signed(2, 3, 1, 1)),
        ["conv2d of strided"] =
        new(x => F.conv2d(x[0].permute(0, 3, 1, 2), x[1].transpose(2, 3)), () => Signed(1, 3, 3, 2),
            () => Signed(2, 2, 2, 1)),
        ["conv2d same of one image"] =
        new(x => F.conv2d_padding(x[0], x[1], padding: Padding.Same), () => Signed(1, 3, 3), () => Signed(1, 1, 2, 3)),
        ["conv2d twice"] =
        new(x => F.conv2d(F.conv2d(x[0], x[1]).tanh(), x[1]), () => Signed(1, 1, 3, 3), () => Signed(1, 1, 2, 2)),
        ["conv1d"] =
        new(x => F.conv1d(x[0], x[1], x[2], 2, 1), () => Signed(2, 2, 5), () => Signed(2, 2, 3), () => Signed(2)),
        ["conv_transpose2d"] =
        new(x => F.conv_transpose2d(x[0], x[1], x[2], [2, 1], [1, 0], [1, 0], null, 2), () => Signed(1, 4, 2, 2),
            () => Signed(4, 1, 2, 2), () => Signed(2)),
        ["conv_transpose1d dilated"] =
        new(x => F.conv_transpose1d(x[0], x[1], null, 1, 1, 1, 2).square(), () => Signed(1, 2, 3),
            () => Signed(2, 1, 2)),
        ["interpolate bilinear"] =
        new(x => F.interpolate(x[0], [3, 5], mode: InterpolationMode.Bilinear).square(), () => Signed(1, 2, 2, 3)),
        ["interpolate bicubic"] =
        new(x => F.interpolate(x[0], scale_factor: [1.5], mode: InterpolationMode.Bicubic, align_corners: true)
            .square(), () => Signed(1, 1, 3, 2)),
        ["adaptive_max_pool2d"] = new(x => F.adaptive_max_pool2d(x[0], [2, 2]).square(), () => Signed(1, 2, 3, 4)),
        ["max_pool1d"] = new(x => F.max_pool1d(x[0], 2, 1).square(), () => Signed(2, 2, 4)),
        ["instance_norm"] =
        new(x => F.instance_norm(x[0], weight: x[1], bias: x[2]), () => Signed(2, 2, 3), () => Signed(2),
            () => Signed(2)),
        ["pixel_shuffle"] = new(x => F.pixel_unshuffle(F.pixel_shuffle(x[0], 2).square(), 2), () => Signed(1, 4, 2, 1)),
        ["bilinear"] =
        new(x => F.bilinear(x[0], x[1], x[2], x[3]), () => Signed(2, 2), () => Signed(2, 3), () => Signed(2, 2, 3),
            () => Signed(2)),
        ["unfold"] = new(x => F.unfold(x[0], 2, padding: 1).square(), () => Signed(1, 2, 3, 2)),
        ["fold"] = new(x => F.fold(x[0], 3, 2).square(), () => Signed(1, 4, 4)),
        ["pad"] = new(x => F.pad(x[0], (1, -1, 0, 2), value: 0.5).square(), () => Signed(2, 3, 3)),
        ["pad reflect"] = new(x => F.pad(x[0], (1, 2, 2, 1), PaddingModes.Reflect).square(), () => Signed(1, 1, 3, 3)),
        ["max_pool2d"] = new(x => F.max_pool2d(x[0], 2, 1, 1).square(), () => Signed(1, 2, 3, 3)),
        ["avg_pool2d"] = new(x => F.avg_pool2d(x[0], 3, 2, 1, true, false).square(), () => Signed(1, 2, 4, 3)),
        ["adaptive_avg_pool2d"] = new(x => F.adaptive_avg_pool2d(x[0], (2, 3)).square(), () => Signed(2, 3, 4)),
        ["interpolate"] = new(x => F.interpolate(x[0], scale_factor: [2.0, 1.5]).square(), () => Signed(1, 2, 2, 3)),
        ["batch_norm training"] =
        new(x => F.batch_norm(x[0], null, null, x[1], x[2], true), () => Signed(2, 2, 3), () => Signed(2),
            () => Signed(2)),
        ["batch_norm running"] =
        new(x => F.batch_norm(x[0], tensor(new[] { 0.3, -0.2 }), tensor(new[] { 0.5, 2.0 }), x[1]).square(),
            () => Signed(2, 2), () => Signed(2)),
        ["group_norm"] =
        new(x => F.group_norm(x[0], 2, x[1], x[2]), () => Signed(2, 4, 2), () => Signed(4), () => Signed(4)),
        ["index put accumulate"] =
        new(x =>
        {
            var y = x[0] * 2.0; y.index_put_(x[1], [tensor(new long[] { 1, 0, 1 })], true);
            return y * y;
        }, () => Signed(2, 2), () => Signed(3, 2)),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory, MemberData(nameof(Names))]
    public void GradientEqualsCentralDifferences(string name) =>
        GradientCheck.First(Cases[name].F, Array.ConvertAll(Cases[name].Inputs, make => make()));

    [Theory, MemberData(nameof(Names))]
    public void SecondOrderGradientEqualsCentralDifferences(string name) =>
        GradientCheck.Second(Cases[name].F, Array.ConvertAll(Cases[name].Inputs, make => make()));

    [Theory, InlineData(false), InlineData(true)]
    public void WeightsLearnNothingFromNoImages(bool graph)
    {
        var (x, w) = (zeros([0, 2, 3, 3], float64).requires_grad_(), Signed(4, 1, 2, 2).requires_grad_());
        var grads = autograd.grad([F.conv2d(x, w, groups: 2).sum()], [x, w], create_graph: graph);
        Assert.Equal([0, 2, 3, 3], grads[0].shape);
        Assert.Equal(new double[16], grads[1].reshape(-1).detach().data<double>().ToArray());
    }
}
