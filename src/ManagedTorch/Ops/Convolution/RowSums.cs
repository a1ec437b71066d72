using System.Runtime.CompilerServices;

namespace ManagedTorch.Kernels;

/// <summary>
/// What a convolution of single channels needs: sums of a few shifted rows, each with its weight, and sums of products
/// of rows.
/// </summary>
internal static unsafe class RowSums
{
    /// <summary>Elements beyond a source that may be read.</summary>
    internal const int Beyond = FixedLaneReduction.Count;

    /// <summary>c[i, j] = initial + sum over p in order of a[p stepA] source[offsets[p] + i pitch + j]; null is 0.
    /// </summary>
    internal static void Run<T>(T* a, int stepA, T* source, ReadOnlySpan<int> offsets, int rows, int width, int pitch,
        T* c, T* initial) where T : unmanaged
    {
        fixed (int* o = offsets)
        {
            if (NineTaps.Fits(o, offsets.Length, pitch))
            {
                NineTaps.Weigh(a, stepA, source, rows, width, pitch, c, initial == null ? default : *initial);
                return;
            }
            var work =
                new Weighted
                {
                    A = a, StepA = stepA, Source = source, Offsets = o, Count = offsets.Length,
                    Width = width, Pitch = pitch, C = c, Initial = initial
                };
            FixedLaneReduction.For<Weighted, T>(work, rows, rows);
        }
    }

    /// <summary>result[p] = sum over images, rows and columns of a[i, j] source[offsets[p] + i pitch + j], in 16 lanes
    /// from the start of every row.</summary>
    internal static void Products<T>(int images, int rows, int width, T* a, nint imageA, T* source, nint imageSource,
        int pitch, ReadOnlySpan<int> offsets, T* result) where T : unmanaged
    {
        fixed (int* o = offsets)
        {
            var work =
                new Inner
                {
                    Images = images, Rows = rows, Width = width, A = a, ImageA = imageA, Source = source,
                    ImageSource = imageSource, Pitch = pitch, Offsets = o, Result = result
                };
            FixedLaneReduction.For<Inner, T>(work, offsets.Length, offsets.Length);
        }
    }

    private struct Weighted : IFixedLaneWork
    {
        public void* A, Source, C, Initial;
        public int* Offsets;
        public int StepA, Count, Width, Pitch;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Run<V, T>(int start, int end) where V : struct, ISimdVector<V, T> where T : unmanaged
        {
            V zero = V.Const(0), initial = Initial == null ? zero : V.Broadcast(*(T*)Initial);
            var i = start;
            if (Width % V.Count == 0)
                for (; i <= end - 4; i += 4)
                    for (var j = 0; j < Width; j += V.Count) FourRows<V, T>(i, j, initial);
            for (; i < end; i++)
            {
                T* source = (T*)Source + (nint)i * Pitch, c = (T*)C + (nint)i * Width;
                for (var j = 0; j < Width; j += V.Count)
                {
                    var left = Width - j;
                    var full = left >= V.Count;
                    var sum = initial;
                    T* a = (T*)A;
                    for (var p = 0; p < Count; p++, a += StepA)
                    {
                        var from = source + Offsets[p] + j;
                        sum = V.Fma(V.Broadcast(*a), full ? V.Load(from) : V.LoadPart(from, left, zero), sum);
                    }
                    if (full) V.Store(c + j, sum);
                    else V.StorePart(c + j, left, sum);
                }
            }
        }

        /// <summary>Four rows that share the weights, so that their sums do not wait for each other.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        private readonly void FourRows<V, T>(int row, int column, V initial)
            where V : struct, ISimdVector<V, T> where T : unmanaged
        {
            T* s0 = (T*)Source + (nint)row * Pitch + column, s1 = s0 + Pitch, s2 = s1 + Pitch, s3 = s2 + Pitch;
            T* c0 = (T*)C + (nint)row * Width + column, c1 = c0 + Width, c2 = c1 + Width, c3 = c2 + Width, a = (T*)A;
            V u0 = initial, u1 = initial, u2 = initial, u3 = initial;
            for (var p = 0; p < Count; p++, a += StepA)
            {
                nint offset = Offsets[p];
                V weight = V.Broadcast(*a);
                u0 = V.Fma(weight, V.Load(s0 + offset), u0);
                u1 = V.Fma(weight, V.Load(s1 + offset), u1);
                u2 = V.Fma(weight, V.Load(s2 + offset), u2);
                u3 = V.Fma(weight, V.Load(s3 + offset), u3);
            }
            V.Store(c0, u0);
            V.Store(c1, u1);
            V.Store(c2, u2);
            V.Store(c3, u3);
        }
    }

    private struct Inner : IFixedLaneWork
    {
        public void* A, Source, Result;
        public int* Offsets;
        public nint ImageA, ImageSource;
        public int Images, Rows, Width, Pitch;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Run<V, T>(int start, int end) where V : struct, ISimdVector<V, T> where T : unmanaged
        {
            V zero = V.Const(0);
            var p = start;
            if (Width % V.Count == 0)
            {
                if (typeof(V) == typeof(V512F) && NineTaps.Fits(Offsets, end, Pitch))
                {
                    NineTaps.Multiply<V, T>(Images, Rows, Width, (T*)A, ImageA, (T*)Source, ImageSource, Pitch,
                        (T*)Result);
                    return;
                }
                for (; p <= end - 3; p += 3) ThreeTaps<V, T>(p);
            }
            for (; p < end; p++)
            {
                var sum = zero;
                for (var image = 0; image < Images; image++)
                    for (var i = 0; i < Rows; i++)
                    {
                        T* a = (T*)A + image * ImageA + (nint)i * Width,
                            source = (T*)Source + image * ImageSource + (nint)i * Pitch + Offsets[p];
                        for (var j = 0; j < Width; j += V.Count)
                        {
                            var left = Width - j;
                            sum = left >= V.Count
                                ? V.Fma(V.Load(a + j), V.Load(source + j), sum)
                                : V.Fma(V.LoadPart(a + j, left, zero), V.LoadPart(source + j, left, zero), sum);
                        }
                    }
                ((T*)Result)[p] = V.Sum(sum);
            }
        }

        /// <summary>Three taps that share the rows of a, so that their sums do not wait for each other.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        private readonly void ThreeTaps<V, T>(int tap) where V : struct, ISimdVector<V, T> where T : unmanaged
        {
            V zero = V.Const(0), u0 = zero, u1 = zero, u2 = zero;
            for (var image = 0; image < Images; image++)
            {
                T* a = (T*)A + image * ImageA, source = (T*)Source + image * ImageSource;
                T* s0 = source + Offsets[tap], s1 = source + Offsets[tap + 1], s2 = source + Offsets[tap + 2];
                for (var i = 0; i < Rows; i++, a += Width, s0 += Pitch, s1 += Pitch, s2 += Pitch)
                    for (var j = 0; j < Width; j += V.Count)
                    {
                        V row = V.Load(a + j);
                        u0 = V.Fma(row, V.Load(s0 + j), u0);
                        u1 = V.Fma(row, V.Load(s1 + j), u1);
                        u2 = V.Fma(row, V.Load(s2 + j), u2);
                    }
            }
            T* result = (T*)Result + tap;
            (result[0], result[1], result[2]) = (V.Sum(u0), V.Sum(u1), V.Sum(u2));
        }
    }
}
