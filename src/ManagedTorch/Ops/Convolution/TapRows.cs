using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ManagedTorch.Kernels;

/// <summary>
/// Planes so that what a tap sees at all positions is one straight run, as a matrix product reads it: for every column
/// of the kernel a copy of the rows of the polyphase layout, OutW elements each from that column on. Taps of one
/// column share a copy; they begin in other rows of it. Copies [KernelW, channels, Plane].
/// </summary>
internal readonly unsafe struct TapRows(SlidingWindow window, int channels)
{
    private readonly PolyphaseLayout _layout = new(window);

    /// <summary>Elements of one copy of one plane.</summary>
    internal int Plane => _layout.PhasesH * _layout.Rows * window.OutW;

    /// <summary>Elements of all copies.</summary>
    internal int Size => window.KernelW * channels * Plane;

    /// <summary>Where the run of a tap begins, in the copy of the first channel.</summary>
    internal int Of(int tap)
    {
        var (phase, row, _) = _layout.Of(tap);
        return tap % window.KernelW * channels * Plane + (phase / _layout.PhasesW * _layout.Rows + row) * window.OutW;
    }

    /// <summary>The copies of planes [channels, Height, Width]; <paramref name="phases"/> is what they come from.
    /// </summary>
    internal void Fill<T>(ReadOnlySpan<T> planes, Span<T> phases, Span<T> copies) where T : unmanaged
    {
        _layout.Split(channels, planes, phases);
        fixed (T* from = phases, to = copies)
            for (var column = 0; column < window.KernelW; column++)
            {
                var (phase, _, shift) = _layout.Of(column);
                for (var c = 0; c < channels; c++)
                    for (var h = 0; h < _layout.PhasesH; h++)
                        Straighten(from + c * _layout.Plane + (h * _layout.PhasesW + phase) * _layout.Phase + shift,
                            _layout.Pitch, to + (column * channels + c) * Plane + h * _layout.Rows * window.OutW,
                            _layout.Rows, window.OutW);
            }
    }

    /// <summary>Rows at a pitch to rows without gaps; the last vector of a row overlaps the one before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Straighten<T>(T* from, int pitch, T* to, int rows, int width) where T : unmanaged
    {
        var lanes = Vector256<T>.Count;
        for (var r = 0; r < rows; r++, from += pitch, to += width)
        {
            if (width < lanes)
            {
                for (var i = 0; i < width; i++) to[i] = from[i];
                continue;
            }
            for (var i = 0; i < width - lanes; i += lanes) Vector256.Load(from + i).Store(to + i);
            Vector256.Load(from + width - lanes).Store(to + width - lanes);
        }
    }
}
