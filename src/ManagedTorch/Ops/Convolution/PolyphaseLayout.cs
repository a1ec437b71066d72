using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

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
        if (PhasesW == 1 && _window.StrideW == 1 && PhasesH == 1 && _window.StrideH == 1)
        {
            Pad(channels, planes, phases);
            return;
        }
        for (var c = 0; c < channels; c++)
        {
            var plane = planes.Slice(c * _window.Plane, _window.Plane);
            for (var h = 0; h < _window.Height; h++)
            {
                if (!Place(h, out var start, c)) continue;
                var from = plane.Slice(h * _window.Width, _window.Width);
                for (var first = 0; first < Math.Min(_window.StrideW, from.Length); first++)
                {
                    var padded = first + _window.PadW;
                    var (remainder, column) = (padded % _window.StrideW, padded / _window.StrideW);
                    if (remainder >= PhasesW) continue;
                    var count = Math.Min((from.Length - first + _window.StrideW - 1) / _window.StrideW, Pitch - column);
                    if (count > 0)
                        Every(from[first..], _window.StrideW,
                            phases.Slice(start + remainder * Phase + column, count));
                }
            }
        }
    }

    /// <summary>The way back: phases to planes [channels, Height, Width]; what no phase has is 0.</summary>
    internal unsafe void Join<T>(int channels, ReadOnlySpan<T> phases, Span<T> planes) where T : unmanaged
    {
        planes[..(channels * _window.Plane)].Clear();
        fixed (T* from = phases, to = planes)
            for (var c = 0; c < channels; c++)
                for (var h = 0; h < _window.Height; h++)
                    if (Place(h, out var start, c)) JoinRow(from + start, to + c * _window.Plane + h * _window.Width);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private unsafe void JoinRow<T>(T* phase, T* row) where T : unmanaged
    {
        var step = _window.StrideW;
        for (var first = 0; first < Math.Min(step, _window.Width); first++)
        {
            var padded = first + _window.PadW;
            var (remainder, column) = (padded % step, padded / step);
            var count = Math.Min((_window.Width - first + step - 1) / step, Pitch - column);
            if (remainder >= PhasesW || count <= 0) continue;
            T* from = phase + remainder * Phase + column, to = row + first;
            if (step == 1) CopyRow(from, to, count);
            else
                for (var i = 0; i < count; i++, to += step) *to = from[i];
        }
    }

    /// <summary>Elements that lie some steps apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static unsafe void Every<T>(ReadOnlySpan<T> source, int step, Span<T> to) where T : unmanaged
    {
        fixed (T* f = source, t = to)
        {
            var i = 0;
            if (step == 2 && sizeof(T) == 4 && Avx2.IsSupported)
                for (; i <= to.Length - 8 && 2 * i <= source.Length - 16; i += 8)
                {
                    Vector256<float> a = Vector256.Load((float*)f + 2 * i), b = Vector256.Load((float*)f + 2 * i + 8);
                    // Every other one in each half, then the quarters in order.
                    Avx2.Permute4x64(Avx.Shuffle(a, b, 0b10_00_10_00).AsDouble(), 0b11_01_10_00).AsSingle()
                        .Store((float*)t + i);
                }
            for (T* from = f + i * step; i < to.Length; i++, from += step) t[i] = *from;
        }
    }

    /// <summary>Planes with zeros around them: the one phase of a window that moves in steps of one.</summary>
    private unsafe void Pad<T>(int channels, ReadOnlySpan<T> planes, Span<T> phases) where T : unmanaged
    {
        int rows = Math.Min(_window.Height, Rows - _window.PadH), width = Math.Min(_window.Width, Pitch - _window.PadW);
        if (rows <= 0 || width <= 0) return;
        fixed (T* from = planes, to = phases)
            for (var c = 0; c < channels; c++)
            {
                T* source = from + c * _window.Plane;
                T* target = to + c * Plane + _window.PadH * Pitch + _window.PadW;
                for (var h = 0; h < rows; h++, source += _window.Width, target += Pitch) CopyRow(source, target, width);
            }
    }

    /// <summary>A short row: a call would take longer. The last vector overlaps the one before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe void CopyRow<T>(T* from, T* to, int count) where T : unmanaged
    {
        var lanes = Vector256<T>.Count;
        if (count < lanes)
        {
            for (var i = 0; i < count; i++) to[i] = from[i];
            return;
        }
        for (var i = 0; i < count - lanes; i += lanes) Vector256.Load(from + i).Store(to + i);
        Vector256.Load(from + count - lanes).Store(to + count - lanes);
    }

    private bool Place(int h, out int start, int channel)
    {
        var padded = h + _window.PadH;
        var (remainder, row) = (padded % _window.StrideH, padded / _window.StrideH);
        start = channel * Plane + remainder * PhasesW * Phase + row * Pitch;
        return remainder < PhasesH && row < Rows;
    }
}
