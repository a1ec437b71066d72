using ManagedTorch.Core;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            /// <summary>Adds elements at both ends of the last dimension.</summary>
            public static Tensor pad(Tensor input, long pad, PaddingModes mode = PaddingModes.Constant,
                double value = 0.0) => PadOps.Apply(input, [pad, pad], mode, value);

            /// <inheritdoc cref="pad(Tensor, long[], PaddingModes, double)"/>
            public static Tensor pad(Tensor input, (long, long) pad, PaddingModes mode = PaddingModes.Constant,
                double value = 0.0) =>
                PadOps.Apply(input, [pad.Item1, pad.Item2], mode, value);

            /// <inheritdoc cref="pad(Tensor, long[], PaddingModes, double)"/>
            public static Tensor pad(Tensor input, (long, long, long, long) pad,
                PaddingModes mode = PaddingModes.Constant, double value = 0.0) =>
                PadOps.Apply(input, [pad.Item1, pad.Item2, pad.Item3, pad.Item4], mode, value);

            /// <inheritdoc cref="pad(Tensor, long[], PaddingModes, double)"/>
            public static Tensor pad(Tensor input, ReadOnlySpan<long> pad, PaddingModes mode = PaddingModes.Constant,
                double value = 0.0) => PadOps.Apply(input, pad, mode, value);

            /// <summary>
            /// Adds elements around a tensor: pairs (before, after), the last dimension first. A negative number of a
            /// constant padding takes elements away.
            /// </summary>
            public static Tensor pad(Tensor input, long[] pad, PaddingModes mode = PaddingModes.Constant,
                double value = 0.0) => PadOps.Apply(input, pad, mode, value);
        }
    }
}

internal static class PadOps
{
    internal static torch.Tensor Apply(torch.Tensor x, ReadOnlySpan<long> pads, PaddingModes mode, double value)
    {
        if (pads.Length % 2 != 0 || pads.Length > 2 * x.Rank)
            throw new ArgumentException(
                $"pad: {Shapes.Text(pads)} must be pairs (before, after) for at most " +
                $"the {x.Rank} dimensions of {Shapes.Text(x._shape)}.");
        var y = x;
        for (var i = 0; i < pads.Length; i += 2)
        {
            var (dim, before, after) = (x.Rank - 1 - i / 2, pads[i], pads[i + 1]);
            if (before == 0 && after == 0) continue;
            y = mode is PaddingModes.Constant or PaddingModes.Zeros
                ? Constant(y, dim, before, after, mode == PaddingModes.Zeros ? 0 : value)
                : y.index_select(dim, Source(x, dim, before, after, mode));
        }
        return ReferenceEquals(y, x) ? x.clone() : y;
    }

    private static torch.Tensor Constant(torch.Tensor x, int dim, long before, long after, double value)
    {
        var (start, kept) = (Math.Max(0, -before), x._shape[dim] - Math.Max(0, -before) - Math.Max(0, -after));
        if (kept < 0)
            throw new ArgumentException(
                $"pad: ({before}, {after}) takes away more than the {x._shape[dim]} elements of dimension {dim}.");
        if (kept < x._shape[dim]) x = x.narrow(dim, start, kept);
        torch.Tensor Border(long size) => torch.full(Shapes.With(x._shape, dim, size), value, x._dtype);
        return (before > 0, after > 0) switch
        {
            (true, true) => torch.cat([Border(before), x, Border(after)], dim),
            (true, false) => torch.cat([Border(before), x], dim),
            (false, true) => torch.cat([x, Border(after)], dim),
            _ => x.clone(),
        };
    }

    /// <summary>The element that each place along a padded dimension repeats.</summary>
    private static torch.Tensor Source(torch.Tensor x, int dim, long before, long after, PaddingModes mode)
    {
        var n = x._shape[dim];
        var most = mode switch
        {
            PaddingModes.Reflect => n - 1,
            PaddingModes.Circular => n,
            _ => n > 0 ? long.MaxValue
            : 0
        };
        if (before < 0 || after < 0 || before > most || after > most)
            throw new ArgumentException(
                $"pad: ({before}, {after}) is not possible for " +
                $"dimension {dim} of {Shapes.Text(x._shape)} with mode {mode}.");
        var source = new long[n + before + after];
        for (var i = 0; i < source.Length; i++)
        {
            var at = i - before;
            source[i] = mode switch
            {
                PaddingModes.Reflect => at < 0 ? -at : at < n ? at : 2 * (n - 1) - at,
                PaddingModes.Circular => (at + n) % n,
                _ => Math.Clamp(at, 0, n - 1),
            };
        }
        return torch.tensor(source);
    }
}
