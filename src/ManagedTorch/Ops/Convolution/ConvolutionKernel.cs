using System.Numerics;

namespace ManagedTorch.Kernels;

/// <summary>
/// Convolutions of images [images, groups x inputs, height, width] with weights [groups x outputs, inputs, kernel], as
/// products of the weights with what the taps of the window see. Threads take images, or for the weights' gradient
/// channels; every sum runs in one order whoever computes it.
/// </summary>
internal static unsafe partial class Convolution
{
    /// <summary>Multiply-adds that a thread takes at least.</summary>
    private const long SharedWork = 1 << 19;

    internal readonly record struct Sizes(int Images, int Groups, int Inputs, int Outputs, SlidingWindow Window)
    {
        internal int Depth => Inputs * Window.Taps;

        internal int Input => Inputs * Window.Plane;

        internal int Output => Outputs * Window.Count;

        internal int Weight => Outputs * Depth;

        internal int Grain(int units) =>
            (int)Math.Min(int.MaxValue,
                SharedWork * units / Math.Max(1, (long)Images * Groups * Outputs * Depth * Window.Count) + 1);
    }

    /// <summary>y = weight * x + bias, summed over channels and taps; an empty bias is none.</summary>
    internal static void Forward<T>(Sizes sizes, ReadOnlySpan<T> x, ReadOnlySpan<T> weight, ReadOnlySpan<T> bias,
        Span<T> y)
        where T : unmanaged, INumber<T> => Forward(sizes, x, weight, bias, y, mirrored: false);

    private static void Forward<T>(Sizes sizes, ReadOnlySpan<T> x, ReadOnlySpan<T> weight, ReadOnlySpan<T> bias,
        Span<T> y, bool mirrored)
        where T : unmanaged, INumber<T>
    {
        var (polyphase, taps, identity) =
            (new PolyphaseLayout(sizes.Window), sizes.Window.Taps, sizes.Window.IsIdentity);
        var (weights, offsets) = (new int[sizes.Depth], new int[sizes.Depth]);
        for (var p = 0; p < sizes.Depth; p++)
        {
            var (phase, row, column) = polyphase.Of(p % taps);
            weights[p] = mirrored ? p / taps * taps + taps - 1 - p % taps : p;
            offsets[p] = p / taps * polyphase.Plane + phase * polyphase.Phase + row * polyphase.Pitch + column;
        }
        var packedSize = Patches.PackedSize(sizes.Outputs, sizes.Depth);
        using var packed = new Scratch<T>(identity ? 0 : sizes.Groups * packedSize);
        using var initial = new Scratch<T>(identity ? 0 : bias.Length * Patches.Chunk);
        fixed (T* px = x, pw = weight, pb = bias, py = y, pp = packed.Values, pi = initial.Values)
        {
            for (var o = 0; o < bias.Length && !identity; o++)
                initial.Values.Slice(o * Patches.Chunk, Patches.Chunk).Fill(bias[o]);
            if (!identity)
                for (var g = 0; g < sizes.Groups; g++)
                    Patches.Pack(sizes.Outputs, pw + (long)g * sizes.Weight, sizes.Depth, weights,
                        packed.Values.Slice(g * packedSize, packedSize));
            var work =
                new ForwardWork<T>
                {
                    Sizes = sizes, Polyphase = polyphase, Offsets = offsets, X = px, Weight = pw,
                    Packed = pp, Bias = bias.IsEmpty ? null : pb, Initial = pi, Y = py
                };
            var units = sizes.Images * sizes.Groups;
            ThreadPoolWork.For(ref work, units, sizes.Grain(units));
        }
    }

    /// <summary>dw = sum over images and positions, in order, of dy with what each tap sees.</summary>
    internal static void WeightGradient<T>(Sizes sizes, ReadOnlySpan<T> grad, ReadOnlySpan<T> x, Span<T> weight)
        where T : unmanaged, INumber<T>
    {
        if (sizes.Images == 0) weight.Clear();
        fixed (T* px = x, pw = weight, pg = grad)
        {
            var work =
                new WeightWork<T> { Sizes = sizes, Polyphase = new(sizes.Window), X = px, Weight = pw, Grad = pg };
            var units = sizes.Inputs * sizes.Groups;
            // Every piece turns dy round once more, so there are no more pieces than threads.
            var share = (units + ThreadPoolWork.Threads - 1) / ThreadPoolWork.Threads;
            ThreadPoolWork.For(ref work, units, Math.Max(share, sizes.Grain(units)));
        }
    }
}
