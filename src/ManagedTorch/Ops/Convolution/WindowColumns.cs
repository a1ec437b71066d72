using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ManagedTorch.Kernels;

/// <summary>
/// Planes as columns: row (channel, tap) of the columns holds what that tap sees at every position of the window.
/// A convolution is then a matrix product (Chellapilla, Puri and Simard, 2006).
/// </summary>
internal static unsafe class WindowColumns
{
    /// <summary>Planes [channels, Height, Width] to columns [channels x Taps, Count]; taps beyond the edge see
    /// 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Gather<T>(in SlidingWindow window, int channels, ReadOnlySpan<T> planes, Span<T> columns)
        where T : unmanaged, INumber<T>
    {
        var (outH, outW, count) = (window.OutH, window.OutW, window.Count);
        for (var c = 0; c < channels; c++)
        {
            var plane = planes.Slice(c * window.Plane, window.Plane);
            for (var tap = 0; tap < window.Taps; tap++)
            {
                var reach = new Reach(window, tap);
                var row = columns.Slice((c * window.Taps + tap) * count, count);
                for (var y = 0; y < outH; y++)
                {
                    var to = row.Slice(y * outW, outW);
                    var h = y * window.StrideH + reach.ShiftH;
                    if ((uint)h >= (uint)window.Height || reach.First >= reach.End)
                    {
                        to.Clear();
                        continue;
                    }
                    to[..reach.First].Clear();
                    to[reach.End..].Clear();
                    var from = plane.Slice(h * window.Width, window.Width);
                    if (window.StrideW == 1)
                        from.Slice(reach.First + reach.ShiftW, reach.End - reach.First).CopyTo(to[reach.First..]);
                    else
                        for (var x = reach.First; x < reach.End; x++) to[x] = from[x * window.StrideW + reach.ShiftW];
                }
            }
        }
    }

    /// <summary>
    /// The transpose of <see cref="Gather{T}"/>: planes are set to the sums of the columns over all taps that see an
    /// element, tap after tap.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Scatter<T>(in SlidingWindow window, int channels, ReadOnlySpan<T> columns, Span<T> planes)
        where T : unmanaged, INumber<T>
    {
        // In the polyphase layout every tap adds whole rows, padding included.
        var layout = new PolyphaseLayout(window);
        using var phases = new Scratch<T>(channels * layout.Plane);
        phases.Values.Clear();
        var (outH, outW, count) = (window.OutH, window.OutW, window.Count);
        fixed (T* sums = phases.Values, columnsAt = columns)
            for (var tap = 0; tap < window.Taps; tap++)
            {
                var (phase, row, column) = layout.Of(tap);
                var place = phase * layout.Phase + row * layout.Pitch + column;
                for (var c = 0; c < channels; c++)
                {
                    T* to = sums + c * layout.Plane + place, from = columnsAt + (nint)(c * window.Taps + tap) * count;
                    for (var y = 0; y < outH; y++, to += layout.Pitch, from += outW) Add(to, from, outW);
                }
            }
        layout.Join(channels, phases.Values, planes);
    }

    /// <summary>
    /// The part of <see cref="Scatter{T}"/> that a chunk of positions has, in the polyphase layout: columns [channels x
    /// taps, Patches.Chunk] of the positions from <paramref name="first"/> on are added where the taps see them.
    /// </summary>
    internal static void Add<T>(int channels, T* columns, ReadOnlySpan<int> places, int first, int positions, int width,
        in PolyphaseLayout layout, T* sums) where T : unmanaged, INumber<T>
    {
        var (lanes, pitch) = (Vector256<T>.Count, layout.Pitch);
        if (positions == Patches.Chunk && width % lanes == 0)
        {
            // From the last position to the first, as the chunks themselves.
            for (var j = Patches.Chunk - 4 * lanes; j >= 0; j -= 4 * lanes)
                AddFour(channels, columns + j, places, layout.Plane, sums + At(j), sums + At(j + lanes),
                    sums + At(j + 2 * lanes), sums + At(j + 3 * lanes));
            return;
        }
        for (var tap = 0; tap < places.Length; tap++)
            for (var c = 0; c < channels; c++)
                for (int j = 0, length; j < positions; j += length)
                {
                    length = Math.Min(positions - j, width - (first + j) % width);
                    Add(sums + (nint)c * layout.Plane + places[tap] + At(j),
                        columns + (c * places.Length + tap) * Patches.Chunk + j, length);
                }

        int At(int j) => (first + j) / width * pitch + (first + j) % width;
    }

    /// <summary>Four vectors of every row of the columns. Channel after channel for each tap: what one tap has written
    /// the next would read, shifted, before it has left the store buffer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void AddFour<T>(int channels, T* columns, ReadOnlySpan<int> places, nint plane, T* s0, T* s1, T* s2,
        T* s3) where T : unmanaged
    {
        var lanes = Vector256<T>.Count;
        nint step = places.Length * Patches.Chunk;
        foreach (nint place in places)
        {
            T* from = columns;
            var at = place;
            for (var c = 0; c < channels; c++, at += plane, from += step)
            {
                (Vector256.Load(s0 + at) + Vector256.Load(from)).Store(s0 + at);
                (Vector256.Load(s1 + at) + Vector256.Load(from + lanes)).Store(s1 + at);
                (Vector256.Load(s2 + at) + Vector256.Load(from + 2 * lanes)).Store(s2 + at);
                (Vector256.Load(s3 + at) + Vector256.Load(from + 3 * lanes)).Store(s3 + at);
            }
            columns += Patches.Chunk;
        }
    }

    /// <summary>One addition per element: the same bits at any width.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add<T>(T* to, T* from, int count) where T : unmanaged, INumber<T>
    {
        var i = 0;
        for (; i <= count - Vector256<T>.Count; i += Vector256<T>.Count)
            (Vector256.Load(to + i) + Vector256.Load(from + i)).Store(to + i);
        for (; i <= count - Vector128<T>.Count; i += Vector128<T>.Count)
            (Vector128.Load(to + i) + Vector128.Load(from + i)).Store(to + i);
        for (; i < count; i++) to[i] += from[i];
    }

    /// <summary>Where a tap lies relative to the window's position, and the columns at which it is inside the
    /// plane.</summary>
    private readonly ref struct Reach
    {
        internal readonly int ShiftH, ShiftW, First, End;

        internal Reach(in SlidingWindow window, int tap)
        {
            ShiftH = tap / window.KernelW * window.DilationH - window.PadH;
            ShiftW = tap % window.KernelW * window.DilationW - window.PadW;
            First = ShiftW >= 0 ? 0 : (-ShiftW + window.StrideW - 1) / window.StrideW;
            var last = window.Width - 1 - ShiftW;
            End = last < 0 ? 0 : Math.Min(window.OutW, last / window.StrideW + 1);
        }
    }
}
