using ManagedTorch.Core;
using ManagedTorch.Kernels;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>Images [n, c, h, w] to the columns of a sliding window, [n, c x taps, positions].</summary>
internal sealed class UnfoldMap(long images, long channels, SlidingWindow window) : LinearMap
{
    internal override string Name => "unfold";

    protected override long[] From => [images, channels, window.Height, window.Width];

    protected override long[] To => [images, channels * window.Taps, window.Count];

    protected override void Run<T>(Tensor x, Tensor y, bool transposed)
    {
        // Every channel of every image has rows of its own, so that all of them are one long list of channels.
        var (planes, columns) = (window.Plane, window.Taps * window.Count);
        ThreadPoolWork.For((int)(images * channels), 1 + (1 << 15) / Math.Max(1, columns), (start, end) =>
        {
            if (transposed)
                WindowColumns.Scatter<T>(window, end - start, x.Values<T>()[(start * columns)..(end * columns)],
                    y.Values<T>()[(start * planes)..(end * planes)]);
            else WindowColumns.Gather<T>(window, end - start, x.Values<T>()[(start * planes)..(end * planes)],
                y.Values<T>()[(start * columns)..(end * columns)]);
        });
    }
}
