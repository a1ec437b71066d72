using System.Runtime.CompilerServices;

namespace ManagedTorch.Kernels;

/// <summary>
/// The polyphase layout of a plane, so that what any tap of a sliding window sees lies in straight rows at one
/// distance: the padded plane is split into strideH x strideW phases (rows and columns of equal remainder), each with
/// rows of <see cref="Pitch"/> elements. The tap at (row, column) of its phase sees rows of OutW elements,
/// <see cref="Pitch"/> apart.
/// </summary>
internal readonly struct PolyphaseLayout
{
    private readonly SlidingWindow _window;

    /// <summary>Steps by which the last tap lies beyond the first in its phase.</summary>
    internal readonly int ShiftH, ShiftW;

    internal readonly int PhasesH, PhasesW, Rows, Pitch;

    internal PolyphaseLayout(in SlidingWindow window)
    {
        _window = window;
        ShiftH = window.DilationH * (window.KernelH - 1) / window.StrideH;
        ShiftW = window.DilationW * (window.KernelW - 1) / window.StrideW;
        PhasesH = window.KernelH == 1 ? 1 : window.StrideH;
        PhasesW = window.KernelW == 1 ? 1 : window.StrideW;
        Rows = window.OutH + ShiftH;
        Pitch = window.OutW + ShiftW;
    }

    /// <summary>Elements of one phase, and of all phases of a plane.</summary>
    internal int Phase => Rows * Pitch;

    internal int Plane => PhasesH * PhasesW * Phase;

    /// <summary>The phase that a tap reads, and where in it.</summary>
    internal (int Phase, int Row, int Column) Of(int tap)
    {
        var (h, w) = (tap / _window.KernelW * _window.DilationH, tap % _window.KernelW * _window.DilationW);
        return (h % _window.StrideH * PhasesW + w % _window.StrideW, h / _window.StrideH, w / _window.StrideW);
    }

    /// <summary>Splits planes [channels, Height, Width] into phases.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void Split<T>(int channels, ReadOnlySpan<T> planes, Span<T> phases) where T : unmanaged
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
                for (var first = 0; first < Math.Min(_window.StrideW, from.Length); first++)
                {
                    var padded = first + _window.PadW;
                    var (remainder, column) = (padded % _window.StrideW, padded / _window.StrideW);
                    if (remainder >= PhasesW) continue;
                    var to = phases.Slice(start + remainder * Phase, Pitch);
                    for (var w = first; w < from.Length && column < to.Length; w += _window.StrideW)
                        to[column++] = from[w];
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
}
