using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Benchmarks;

/// <summary>Convolutions and pooling, forward and backward.</summary>
internal static class ConvolutionRows
{
    private const string Group = "convolutions";

    private sealed record Layer(int Images, int In, int Out, int Size, int Kernel, int Stride = 1, int Groups = 1);

    private static readonly Layer[] Layers =
    [
        new(32, 3, 32, 32, 3), new(32, 32, 64, 16, 3), new(32, 64, 64, 8, 3), new(32, 64, 128, 16, 1),
        new(32, 64, 64, 16, 3, Groups: 64), new(8, 16, 32, 64, 5, Stride: 2),
    ];

    public static IEnumerable<Row> All() =>
    [
        .. Layers.SelectMany(l => (Row[])[Convolution(l, false), Convolution(l, true)]),
        new(Group, "max pooling 2 x 2 of 32 x 32 x 32 x 32", () =>
        {
            Tensor x = randn(32, 32, 32, 32);
            return Scoped.Forward(() => functional.max_pool2d(x, 2));
        }),
        new(Group, "max pooling 2 x 2 of 32 x 32 x 32 x 32, backward", () =>
        {
            Tensor x = randn(32, 32, 32, 32);
            return Scoped.Backward(() => functional.max_pool2d(x, 2), x);
        }),
    ];

    private static Row Convolution(Layer l, bool backward) => new(Group,
        $"{l.Images} x {l.In} x {l.Size} x {l.Size} to {l.Out}, {l.Kernel} x {l.Kernel}"
        + (l.Stride > 1 ? $", stride {l.Stride}" : "") + (l.Groups > 1 ? ", depthwise" : "")
        + (backward ? ", backward" : ""), () =>
        {
            Tensor x = randn(l.Images, l.In, l.Size, l.Size), w = randn(l.Out, l.In / l.Groups, l.Kernel, l.Kernel),
                b = randn(l.Out);
            return backward ? Scoped.Backward(Forward, x, w, b) : Scoped.Forward(Forward);

            Tensor Forward() => functional.conv2d(x, w, b, [l.Stride], [l.Kernel / 2], null, l.Groups);
        });
}
