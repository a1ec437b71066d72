using System.Runtime.CompilerServices;

namespace ManagedTorch.Kernels;

/// <summary>
/// <see cref="RowSums"/> for windows of 3 x 3 that move in steps of one over a single channel, as in depthwise layers:
/// the nine weights, or the nine sums of products, stay in registers. The order of every sum is that of RowSums.
/// </summary>
internal static unsafe class NineTaps
{
    internal const int Count = 9;

    /// <summary>Whether these taps are three rows of three neighbors.</summary>
    internal static bool Fits(int* offsets, int count, int pitch)
    {
        if (count != Count) return false;
        for (var p = 0; p < Count; p++)
            if (offsets[p] != p / 3 * pitch + p % 3) return false;
        return true;
    }

    /// <summary>
    /// c[i, j] = start + sum over p in order of a[p stepA] source[i + p / 3, j + p % 3]. Up to one vector beyond the
    /// source is read.
    /// </summary>
    internal static void Weigh<T>(T* a, int stepA, T* source, int rows, int width, int pitch, T* c, T start)
        where T : unmanaged
    {
        var work = new Weights<T>
        {
            A = a, StepA = stepA, Source = source, Rows = rows, Width = width, Pitch = pitch, C = c, Start = start,
        };
        SimdDispatch.Run<T, Weights<T>>(SimdDispatch.Fitting<T>(width), ref work);
    }

    private struct Weights<TElement> : IForVector where TElement : unmanaged
    {
        public TElement* A, Source, C;
        public TElement Start;
        public int StepA, Rows, Width, Pitch;

        public readonly void Run<V, T>() where V : struct, ISimdVector<V, T> where T : unmanaged
        {
            for (var j = 0; j < Width; j += V.Count) Columns<V, T>(j);
        }

        /// <summary>Rows of the source go by once, each into the three rows of sums that see it.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        private readonly void Columns<V, T>(int column) where V : struct, ISimdVector<V, T> where T : unmanaged
        {
            T* a = (T*)A, source = (T*)Source + column, c = (T*)C + column;
            V w0 = V.Broadcast(a[0]), w1 = V.Broadcast(a[StepA]), w2 = V.Broadcast(a[2 * StepA]);
            V w3 = V.Broadcast(a[3 * StepA]), w4 = V.Broadcast(a[4 * StepA]), w5 = V.Broadcast(a[5 * StepA]);
            V w6 = V.Broadcast(a[6 * StepA]), w7 = V.Broadcast(a[7 * StepA]), w8 = V.Broadcast(a[8 * StepA]);
            V start = V.Broadcast(Unsafe.BitCast<TElement, T>(Start)), above = start, middle = start;
            var left = Width - column;
            // Two rows fill the sums, every further one completes a row.
            for (var i = -2; i < Rows; i++, source += Pitch)
            {
                V x0 = V.Load(source), x1 = V.Load(source + 1), x2 = V.Load(source + 2);
                if (i >= 0)
                {
                    V sum = V.Fma(w8, x2, V.Fma(w7, x1, V.Fma(w6, x0, above)));
                    if (left >= V.Count) V.Store(c, sum);
                    else V.StorePart(c, left, sum);
                    c += Width;
                }
                above = V.Fma(w5, x2, V.Fma(w4, x1, V.Fma(w3, x0, middle)));
                middle = V.Fma(w2, x2, V.Fma(w1, x1, V.Fma(w0, x0, start)));
            }
        }
    }

    /// <summary>
    /// result[p] = sum over images, rows and columns of a[i, j] source[i + p / 3, j + p % 3], in 16 lanes from the
    /// start of every row; the width is a multiple of 16. For processors with registers for nine sums of 16 lanes.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static void Multiply<V, T>(int images, int rows, int width, T* a, nint imageA, T* source,
        nint imageSource, int pitch, T* result) where V : struct, ISimdVector<V, T> where T : unmanaged
    {
        V zero = V.Const(0), u0 = zero, u1 = zero, u2 = zero, u3 = zero, u4 = zero, u5 = zero, u6 = zero, u7 = zero,
            u8 = zero;
        for (var image = 0; image < images; image++, a += imageA, source += imageSource)
        {
            T* to = a, s0 = source, s1 = s0 + pitch, s2 = s1 + pitch;
            for (var i = 0; i < rows; i++, to += width, s0 += pitch, s1 += pitch, s2 += pitch)
                for (var j = 0; j < width; j += V.Count)
                {
                    V row = V.Load(to + j);
                    u0 = V.Fma(row, V.Load(s0 + j), u0);
                    u1 = V.Fma(row, V.Load(s0 + j + 1), u1);
                    u2 = V.Fma(row, V.Load(s0 + j + 2), u2);
                    u3 = V.Fma(row, V.Load(s1 + j), u3);
                    u4 = V.Fma(row, V.Load(s1 + j + 1), u4);
                    u5 = V.Fma(row, V.Load(s1 + j + 2), u5);
                    u6 = V.Fma(row, V.Load(s2 + j), u6);
                    u7 = V.Fma(row, V.Load(s2 + j + 1), u7);
                    u8 = V.Fma(row, V.Load(s2 + j + 2), u8);
                }
        }
        (result[0], result[1], result[2]) = (V.Sum(u0), V.Sum(u1), V.Sum(u2));
        (result[3], result[4], result[5]) = (V.Sum(u3), V.Sum(u4), V.Sum(u5));
        (result[6], result[7], result[8]) = (V.Sum(u6), V.Sum(u7), V.Sum(u8));
    }
}
