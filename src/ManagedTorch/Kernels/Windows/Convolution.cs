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

        internal int Grain(int units) => (int)Math.Min(int.MaxValue, SharedWork * units / Math.Max(1, (long)Images * Groups * Outputs * Depth * Window.Count) + 1);
    }

    /// <summary>y = weight * x + bias, summed over channels and taps; an empty bias is none.</summary>
    internal static void Forward<T>(Sizes sizes, ReadOnlySpan<T> x, ReadOnlySpan<T> weight, ReadOnlySpan<T> bias, Span<T> y)
        where T : unmanaged, INumber<T>
    {
        var grid = new PhaseGrid(sizes.Window);
        var (columns, offsets) = (new int[sizes.Depth], new int[sizes.Depth]);
        for (var p = 0; p < sizes.Depth; p++)
        {
            var (phase, row, column) = grid.Of(p % sizes.Window.Taps);
            (columns[p], offsets[p]) = (p, p / sizes.Window.Taps * grid.Plane + phase * grid.Phase + row * grid.Pitch + column);
        }
        var packedSize = Patches.PackedSize(sizes.Outputs, sizes.Depth);
        using var packed = new Scratch<T>(sizes.Window.IsIdentity ? 0 : sizes.Groups * packedSize);
        fixed (T* px = x, pw = weight, pb = bias, py = y, pp = packed.Values)
        {
            if (!sizes.Window.IsIdentity)
                for (var g = 0; g < sizes.Groups; g++) Patches.Pack(sizes.Outputs, pw + (long)g * sizes.Weight, sizes.Depth, columns, packed.Values.Slice(g * packedSize, packedSize));
            var work = new ForwardWork<T> { Sizes = sizes, Grid = grid, Offsets = offsets, X = px, Weight = pw, Packed = pp, Bias = bias.IsEmpty ? null : pb, Y = py };
            var units = sizes.Images * sizes.Groups;
            ThreadPoolWork.For(ref work, units, sizes.Grain(units));
        }
    }

    /// <summary>dx = weight^T * dy, phase by phase, summed over outputs and the taps of the phase.</summary>
    internal static void InputGradient<T>(Sizes sizes, ReadOnlySpan<T> grad, ReadOnlySpan<T> weight, Span<T> x)
        where T : unmanaged, INumber<T>
    {
        var grid = new PhaseGrid(sizes.Window);
        var phases = new Phase[grid.PhasesH * grid.PhasesW];
        var size = 0;
        for (var phase = 0; phase < phases.Length; phase++)
        {
            phases[phase] = Phase.Of(sizes, grid, phase, size);
            size += Patches.PackedSize(sizes.Inputs, phases[phase].Offsets.Length);
        }
        using var packed = new Scratch<T>(sizes.Window.IsIdentity ? 0 : sizes.Groups * size);
        fixed (T* px = x, pw = weight, pg = grad, pp = packed.Values)
        {
            if (!sizes.Window.IsIdentity)
                for (var g = 0; g < sizes.Groups; g++)
                    foreach (var phase in phases)
                        Patches.Pack(sizes.Inputs, pw + (long)g * sizes.Weight, sizes.Window.Taps, phase.Weights, packed.Values[(g * size + phase.Packed)..]);
            var work = new InputWork<T> { Sizes = sizes, Grid = grid, Phases = phases, PackedSize = size, X = px, Weight = pw, Packed = pp, Grad = pg };
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
            var work = new WeightWork<T> { Sizes = sizes, Grid = new(sizes.Window), X = px, Weight = pw, Grad = pg };
            var units = sizes.Inputs * sizes.Groups;
            // Every piece turns dy round once more, so there are no more pieces than threads.
            var share = (units + ThreadPoolWork.Threads - 1) / ThreadPoolWork.Threads;
            ThreadPoolWork.For(ref work, units, Math.Max(share, sizes.Grain(units)));
        }
    }

    /// <summary>What one phase of dx is made of: where its weights lie, and where dy is read for each.</summary>
    private sealed record Phase(int[] Weights, int[] Offsets, int Packed)
    {
        internal static Phase Of(in Sizes sizes, in PhaseGrid grid, int phase, int packed)
        {
            var (weights, offsets) = (new List<int>(), new List<int>());
            var (top, _, left, _) = grid.Inside(phase);
            var plane = (sizes.Window.OutH + 2 * grid.ShiftH) * grid.Pitch;
            for (var o = 0; o < sizes.Outputs; o++)
                for (var tap = 0; tap < sizes.Window.Taps; tap++)
                {
                    var (where, row, column) = grid.Of(tap);
                    if (where != phase) continue;
                    weights.Add(o * sizes.Depth + tap);
                    offsets.Add(o * plane + (top - row + grid.ShiftH) * grid.Pitch + left - column + grid.ShiftW);
                }
            return new Phase([.. weights], [.. offsets], packed);
        }
    }
}
