using ManagedTorch.Core;
using ManagedTorch.Kernels;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>Checks and reads the sizes that windows are described by.</summary>
internal static class WindowArguments
{
    /// <summary>One number for both directions, or one for each; nothing stands for the default.</summary>
    internal static (int H, int W) Pair(string op, string what, long[]? values, long otherwise, long atLeast)
    {
        if (values is null || values.Length == 0) values = [otherwise];
        if (values.Length > 2)
            throw new ArgumentException($"{op}: {what} {Shapes.Text(values)} must be one number or two.");
        foreach (var value in values)
            if (value < atLeast || value > int.MaxValue)
                throw new ArgumentException($"{op}: {what} {Shapes.Text(values)} must be at least {atLeast}.");
        return ((int)values[0], (int)values[^1]);
    }

    /// <summary>The window over the last two dimensions; rejects one that has no position.</summary>
    internal static SlidingWindow Over(string op, long[] shape, (int H, int W) kernel, long[]? stride, long[]? padding,
        long[]? dilation)
    {
        var (step, pad, apart) = (Pair(op, "stride", stride, 1, 1), Pair(op, "padding", padding, 0, 0),
            Pair(op, "dilation", dilation, 1, 1));
        var window =
            new SlidingWindow((int)shape[^2], (int)shape[^1], kernel.H, kernel.W, step.H, step.W, pad.H, pad.W, apart.H,
                apart.W);
        if (window.OutH <= 0 || window.OutW <= 0)
            throw new ArgumentException(
                $"{op}: a kernel of {kernel.H} x {kernel.W} with " +
                $"dilation {apart.H} x {apart.W} does not fit {Shapes.Text(shape)} padded by {pad.H} x {pad.W}.");
        return window;
    }

    /// <summary>As [n, c, h, w]; a single image [c, h, w] becomes a batch of one.</summary>
    internal static Tensor Batch(string op, Tensor x) => x.Rank switch
    {
        4 => x,
        3 => x.unsqueeze(0),
        _ => throw new ArgumentException(
            $"{op}: needs images [batch, channels, height, width] or one without batch, got {Shapes.Text(x._shape)}."),
    };
}
