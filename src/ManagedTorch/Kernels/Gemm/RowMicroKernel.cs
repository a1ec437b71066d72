using System.Runtime.CompilerServices;

namespace ManagedTorch.Kernels;

/// <summary>
/// One row of C over eight vectors of columns: a single row by two vectors would wait for each multiply-add to finish.
/// </summary>
internal static unsafe class RowMicroKernel<V, T> where V : struct, ISimdVector<V, T> where T : unmanaged
{
    public static int Width => 8 * V.Count;

    /// <summary>C[j] += sum over p of a[p * stepA] b[p * stepB + j]; C starts from <paramref name="from"/>, or from 0
    /// if that is null.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Run(nint k, T* a, nint stepA, T* b, nint stepB, T* c, T* from)
    {
        nint n = V.Count;
        V c0 = V.Const(0), c1 = c0, c2 = c0, c3 = c0, c4 = c0, c5 = c0, c6 = c0, c7 = c0;
        if (from != null)
        {
            (c0, c1, c2, c3) = (V.Load(from), V.Load(from + n), V.Load(from + (2 * n)), V.Load(from + (3 * n)));
            (c4, c5, c6, c7) =
                (V.Load(from + (4 * n)), V.Load(from + (5 * n)), V.Load(from + (6 * n)), V.Load(from + (7 * n)));
        }
        for (; k > 0; k--, a += stepA, b += stepB)
        {
            V x = V.Broadcast(*a);
            c0 = V.Fma(x, V.Load(b), c0);
            c1 = V.Fma(x, V.Load(b + n), c1);
            c2 = V.Fma(x, V.Load(b + (2 * n)), c2);
            c3 = V.Fma(x, V.Load(b + (3 * n)), c3);
            c4 = V.Fma(x, V.Load(b + (4 * n)), c4);
            c5 = V.Fma(x, V.Load(b + (5 * n)), c5);
            c6 = V.Fma(x, V.Load(b + (6 * n)), c6);
            c7 = V.Fma(x, V.Load(b + (7 * n)), c7);
        }
        V.Store(c, c0);
        V.Store(c + n, c1);
        V.Store(c + (2 * n), c2);
        V.Store(c + (3 * n), c3);
        V.Store(c + (4 * n), c4);
        V.Store(c + (5 * n), c5);
        V.Store(c + (6 * n), c6);
        V.Store(c + (7 * n), c7);
    }
}
