using System.Runtime.CompilerServices;

namespace ManagedTorch.Kernels;

/// <summary>
/// What a convolution of single channels needs: sums of a few shifted rows, each with its weight, and sums of products
/// of rows.
/// </summary>
internal static unsafe class RowSums
{
    /// <summary>c[i, j] = sum over p in order of a[p stepA] source[offsets[p] + i pitch + j], or += with
    /// <paramref name="accumulate"/>.</summary>
    internal static void Run<T>(T* a, int stepA, T* source, ReadOnlySpan<int> offsets, int rows, int width, int pitch,
        T* c, bool accumulate) where T : unmanaged
    {
        fixed (int* o = offsets)
        {
            var work =
                new Weighted
                {
                    A = a, StepA = stepA, Source = source, Offsets = o, Count = offsets.Length,
                    Width = width, Pitch = pitch, C = c, Accumulate = accumulate
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
        public void* A, Source, C;
        public int* Offsets;
        public int StepA, Count, Width, Pitch;
        public bool Accumulate;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Run<V, T>(int start, int end) where V : struct, ISimdVector<V, T> where T : unmanaged
        {
            V zero = V.Const(0);
            for (var i = start; i < end; i++)
            {
                T* source = (T*)Source + (nint)i * Pitch, c = (T*)C + (nint)i * Width;
                for (var j = 0; j < Width; j += V.Count)
                {
                    var left = Width - j;
                    var full = left >= V.Count;
                    var sum = !Accumulate ? zero : full ? V.Load(c + j) : V.LoadPart(c + j, left, zero);
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
            for (var p = start; p < end; p++)
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
    }
}
