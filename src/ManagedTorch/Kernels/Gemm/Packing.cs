using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ManagedTorch.Kernels;

/// <summary>Copies blocks of a matrix into the order in which the micro-kernel reads them.</summary>
internal static unsafe class Packing
{
    /// <summary>
    /// destination[p * width + j] = source[p * stepP + j * stepJ] for p below <paramref name="depth"/> and j below
    /// <paramref name="count"/>; columns from there to <paramref name="width"/> become 0. One of the steps is 1.
    /// </summary>
    public static void Pack<T>(T* source, nint stepP, nint stepJ, int depth, int count, T* destination, int width)
        where T : unmanaged
    {
        if (stepJ == 1)
            CopyRows(source, stepP, depth, count, destination, width);
        else
            Transpose(source, stepJ, count, depth, destination, width);
        if (count == width) return;
        for (int p = 0; p < depth; p++) new Span<T>(destination + ((nint)p * width) + count, width - count).Clear();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void CopyRows<T>(T* source, nint step, int depth, int count, T* destination, int width)
    where T : unmanaged
    {
        int bytes = count * sizeof(T);
        if (bytes == 48)
        {
            // Twelve rows of float32, the tallest micro-tile.
            for (int p = 0; p < depth; p++, source += step, destination += width)
            {
                Vector256.Load((byte*)source).Store((byte*)destination);
                Vector128.Load((byte*)source + 32).Store((byte*)destination + 32);
            }
            return;
        }
        for (int p = 0; p < depth; p++, source += step, destination += width)
        {
            byte* from = (byte*)source, to = (byte*)destination;
            int i = 0;
            for (; i <= bytes - 32; i += 32) Vector256.Load(from + i).Store(to + i);
            if ((bytes & 16) != 0)
            {
                Vector128.Load(from + i).Store(to + i);
                i += 16;
            }
            for (; i < bytes; i += sizeof(T)) *(T*)(to + i) = *(T*)(from + i);
        }
    }

    /// <summary>destination[c * width + r] = source[r * step + c]</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Transpose<T>(T* source, nint step, int rows, int cols, T* destination, nint width)
    where T : unmanaged
    {
        int r = 0;
        if (sizeof(T) == 4 && Sse.IsSupported)
            for (; r <= rows - 4; r += 4)
                FourRows((float*)(source + (r * step)), step, cols, (float*)(destination + r), width);
        for (; r < rows; r++)
        {
            T* from = source + (r * step), to = destination + r;
            for (int c = 0; c < cols; c++, to += width) *to = from[c];
        }
    }

    /// <summary>Transposes four rows in 4 x 4 blocks.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void FourRows(float* source, nint step, int cols, float* destination, nint width)
    {
        float* s0 = source, s1 = s0 + step, s2 = s1 + step, s3 = s2 + step;
        int c = 0;
        for (; c <= cols - 4; c += 4)
        {
            Vector128<float> a = Vector128.Load(s0 + c), b = Vector128.Load(s1 + c);
            Vector128<float> d = Vector128.Load(s2 + c), e = Vector128.Load(s3 + c);
            Vector128<float> abLow = Sse.UnpackLow(a, b), deLow = Sse.UnpackLow(d, e);
            Vector128<float> abHigh = Sse.UnpackHigh(a, b), deHigh = Sse.UnpackHigh(d, e);
            Sse.MoveLowToHigh(abLow, deLow).Store(destination);
            Sse.MoveHighToLow(deLow, abLow).Store(destination + width);
            Sse.MoveLowToHigh(abHigh, deHigh).Store(destination + (2 * width));
            Sse.MoveHighToLow(deHigh, abHigh).Store(destination + (3 * width));
            destination += 4 * width;
        }
        for (; c < cols; c++, destination += width)
        {
            destination[0] = s0[c];
            destination[1] = s1[c];
            destination[2] = s2[c];
            destination[3] = s3[c];
        }
    }
}
