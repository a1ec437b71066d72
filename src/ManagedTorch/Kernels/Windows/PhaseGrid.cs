using System.Runtime.CompilerServices;

namespace ManagedTorch.Kernels;

/// <summary>
/// A plane laid out so that what any tap of a sliding window sees is one straight run of memory: the padded plane is
/// dealt into strideH x strideW phases (rows and columns of equal remainder), each with rows of <see cref="Pitch"/>
/// elements. Between the rows a tap sees a few elements more than it should; their products are left out at the end.
/// </summary>
internal readonly struct PhaseGrid
{
    private readonly SlidingWindow _window;

    /// <summary>Steps by which the last tap lies beyond the first in its phase.</summary>
    internal readonly int ShiftH, ShiftW;

    internal readonly int PhasesH, PhasesW, Rows, Pitch;

    internal PhaseGrid(in SlidingWindow window)
    {
        _window = window;
        ShiftH = window.DilationH * (window.KernelH - 1) / window.StrideH;
        ShiftW = window.DilationW * (window.KernelW - 1) / window.StrideW;
        PhasesH = window.KernelH == 1 ? 1 : window.StrideH;
        PhasesW = window.KernelW == 1 ? 1 : window.StrideW;
        Rows = window.OutH + ShiftH;
        Pitch = window.OutW + ShiftW;
    }

    /// <summary>Elements of one phase, of all phases of a plane, and behind the last plane.</summary>
    internal int Phase => Rows * Pitch;

    internal int Plane => PhasesH * PhasesW * Phase;

    internal int Slack => ShiftW + 16;

    /// <summary>Positions of the window in rows of <see cref="Pitch"/>, in groups of 16.</summary>
    internal int Run => Groups(_window.OutH * Pitch);

    internal static int Groups(int count) => (count + 15) & ~15;

    /// <summary>The phase that a tap reads, and where in it.</summary>
    internal (int Phase, int Row, int Column) Of(int tap)
    {
        var (h, w) = (tap / _window.KernelW * _window.DilationH, tap % _window.KernelW * _window.DilationW);
        return (h % _window.StrideH * PhasesW + w % _window.StrideW, h / _window.StrideH, w / _window.StrideW);
    }

    /// <summary>Planes [channels, Height, Width] to phases.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void Deal<T>(int channels, ReadOnlySpan<T> planes, Span<T> phases) where T : unmanaged
    {
        phases.Clear();
        for (var c = 0; c < channels; c++)
        {
            var plane = planes.Slice(c * _window.Plane, _window.Plane);
            for (var h = 0; h < _window.Height; h++)
            {
                if (!Place(h, out var start, c)) continue;
                var from = plane.Slice(h * _window.Width, _window.Width);
                if (PhasesW == 1 && _window.StrideW == 1)
                {
                    from[..Math.Min(from.Length, Pitch - _window.PadW)].CopyTo(phases[(start + _window.PadW)..]);
                    continue;
                }
                for (var w = 0; w < from.Length; w++)
                    if (Column(w, out var at)) phases[start + at] = from[w];
            }
        }
    }

    /// <summary>The inverse: elements that no tap sees are 0. Phases are <paramref name="phase"/> elements apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void Collect<T>(int channels, ReadOnlySpan<T> phases, int phase, Span<T> planes) where T : unmanaged
    {
        for (var c = 0; c < channels; c++)
        {
            var plane = planes.Slice(c * _window.Plane, _window.Plane);
            for (var h = 0; h < _window.Height; h++)
            {
                var to = plane.Slice(h * _window.Width, _window.Width);
                var padded = h + _window.PadH;
                var (remainder, row) = (padded % _window.StrideH, padded / _window.StrideH);
                if (remainder >= PhasesH || row >= Rows)
                {
                    to.Clear();
                    continue;
                }
                for (var first = 0; first < _window.StrideW; first++)
                {
                    var source = (padded: (first + _window.PadW) % _window.StrideW, column: (first + _window.PadW) / _window.StrideW);
                    var at = (c * PhasesH * PhasesW + remainder * PhasesW + source.padded) * phase + row * Pitch;
                    var column = source.column;
                    if (source.padded >= PhasesW)
                        for (var w = first; w < to.Length; w += _window.StrideW) to[w] = default;
                    else if (_window.StrideW == 1)
                    {
                        var seen = Math.Max(0, Math.Min(to.Length, Pitch - column));
                        phases.Slice(at + column, seen).CopyTo(to);
                        to[seen..].Clear();
                    }
                    else
                        for (var w = first; w < to.Length; w += _window.StrideW, column++) to[w] = column < Pitch ? phases[at + column] : default;
                }
            }
        }
    }

    private bool Place(int h, out int start, int channel)
    {
        var padded = h + _window.PadH;
        var (remainder, row) = (padded % _window.StrideH, padded / _window.StrideH);
        start = channel * Plane + remainder * PhasesW * Phase + row * Pitch;
        return remainder < PhasesH && row < Rows;
    }

    private bool Column(int w, out int at)
    {
        var padded = w + _window.PadW;
        var (remainder, column) = (padded % _window.StrideW, padded / _window.StrideW);
        at = remainder * Phase + column;
        return remainder < PhasesW && column < Pitch;
    }
}
