using System.Runtime.CompilerServices;

namespace ManagedTorch.Kernels;

/// <summary>
/// The micro-kernel of the matrix product: up to 12 rows by two vectors of columns of C stay in registers while the
/// loop runs over k, so that each step is one multiply-add per register, two loads of B and a broadcast of A per row.
/// Rows that <typeparamref name="TRows"/> does not have, and a second vector that <typeparamref name="TCols"/> does
/// not have, are compiled away.
/// </summary>
internal static unsafe class MicroKernel<V, T, TRows, TCols, TA, TB>
    where V : struct, ISimdVector<V, T> where T : unmanaged
    where TRows : struct, ICount where TCols : struct, ICount where TA : struct, IMicroPanelLayout
    where TB : struct, IMicroPanelSource
{
    /// <summary>
    /// C[i, j] += sum over p of a[i * rowA + p * stepA] b[p * stepB + j]; C starts from
    /// <paramref name="from"/>, or from 0 if that is null. If rows of b are listed, stepB is a pointer to their
    /// offsets, and the second vector of each is <paramref name="second"/> elements after the first.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Run(nint k, T* a, nint rowA, nint stepA, T* b, nint stepB, T* c, nint ldc, T* from, nint rowFrom,
        nint second = 0)
    {
        nint row = TA.RowsAreAdjacent ? 1 : rowA, row2 = 2 * row;
        T* a3 = a + (3 * row), a6 = a3 + (3 * row), a9 = a6 + (3 * row);
        V zero = V.Const(0);
        V c0 = zero, d0 = zero;
        V c1 = zero, d1 = zero;
        V c2 = zero, d2 = zero;
        V c3 = zero, d3 = zero;
        V c4 = zero, d4 = zero;
        V c5 = zero, d5 = zero;
        V c6 = zero, d6 = zero;
        V c7 = zero, d7 = zero;
        V c8 = zero, d8 = zero;
        V c9 = zero, d9 = zero;
        V c10 = zero, d10 = zero;
        V c11 = zero, d11 = zero;
        if (from != null)
        {
            c0 = V.Load(from);
            if (TCols.Count > 1) d0 = V.Load(from + V.Count);
            if (TRows.Count > 1)
            {
                from += rowFrom;
                c1 = V.Load(from);
                if (TCols.Count > 1) d1 = V.Load(from + V.Count);
            }
            if (TRows.Count > 2)
            {
                from += rowFrom;
                c2 = V.Load(from);
                if (TCols.Count > 1) d2 = V.Load(from + V.Count);
            }
            if (TRows.Count > 3)
            {
                from += rowFrom;
                c3 = V.Load(from);
                if (TCols.Count > 1) d3 = V.Load(from + V.Count);
            }
            if (TRows.Count > 4)
            {
                from += rowFrom;
                c4 = V.Load(from);
                if (TCols.Count > 1) d4 = V.Load(from + V.Count);
            }
            if (TRows.Count > 5)
            {
                from += rowFrom;
                c5 = V.Load(from);
                if (TCols.Count > 1) d5 = V.Load(from + V.Count);
            }
            if (TRows.Count > 6)
            {
                from += rowFrom;
                c6 = V.Load(from);
                if (TCols.Count > 1) d6 = V.Load(from + V.Count);
            }
            if (TRows.Count > 7)
            {
                from += rowFrom;
                c7 = V.Load(from);
                if (TCols.Count > 1) d7 = V.Load(from + V.Count);
            }
            if (TRows.Count > 8)
            {
                from += rowFrom;
                c8 = V.Load(from);
                if (TCols.Count > 1) d8 = V.Load(from + V.Count);
            }
            if (TRows.Count > 9)
            {
                from += rowFrom;
                c9 = V.Load(from);
                if (TCols.Count > 1) d9 = V.Load(from + V.Count);
            }
            if (TRows.Count > 10)
            {
                from += rowFrom;
                c10 = V.Load(from);
                if (TCols.Count > 1) d10 = V.Load(from + V.Count);
            }
            if (TRows.Count > 11)
            {
                from += rowFrom;
                c11 = V.Load(from);
                if (TCols.Count > 1) d11 = V.Load(from + V.Count);
            }
        }
        for (; k > 0; k--)
        {
            T* at = b;
            if (TB.Listed)
            {
                at += *(int*)stepB;
                stepB += sizeof(int);
            }
            else b += stepB;
            V b0 = V.Load(at), b1 = TCols.Count > 1 ? V.Load(at + (TB.Listed ? second : V.Count)) : zero, x;
            x = V.Broadcast(*a);
            c0 = V.Fma(x, b0, c0);
            if (TCols.Count > 1) d0 = V.Fma(x, b1, d0);
            if (TRows.Count > 1)
            {
                x = V.Broadcast(a[row]);
                c1 = V.Fma(x, b0, c1);
                if (TCols.Count > 1) d1 = V.Fma(x, b1, d1);
            }
            if (TRows.Count > 2)
            {
                x = V.Broadcast(a[row2]);
                c2 = V.Fma(x, b0, c2);
                if (TCols.Count > 1) d2 = V.Fma(x, b1, d2);
            }
            if (TRows.Count > 3)
            {
                x = V.Broadcast(*a3);
                c3 = V.Fma(x, b0, c3);
                if (TCols.Count > 1) d3 = V.Fma(x, b1, d3);
            }
            if (TRows.Count > 4)
            {
                x = V.Broadcast(a3[row]);
                c4 = V.Fma(x, b0, c4);
                if (TCols.Count > 1) d4 = V.Fma(x, b1, d4);
            }
            if (TRows.Count > 5)
            {
                x = V.Broadcast(a3[row2]);
                c5 = V.Fma(x, b0, c5);
                if (TCols.Count > 1) d5 = V.Fma(x, b1, d5);
            }
            if (TRows.Count > 6)
            {
                x = V.Broadcast(*a6);
                c6 = V.Fma(x, b0, c6);
                if (TCols.Count > 1) d6 = V.Fma(x, b1, d6);
            }
            if (TRows.Count > 7)
            {
                x = V.Broadcast(a6[row]);
                c7 = V.Fma(x, b0, c7);
                if (TCols.Count > 1) d7 = V.Fma(x, b1, d7);
            }
            if (TRows.Count > 8)
            {
                x = V.Broadcast(a6[row2]);
                c8 = V.Fma(x, b0, c8);
                if (TCols.Count > 1) d8 = V.Fma(x, b1, d8);
            }
            if (TRows.Count > 9)
            {
                x = V.Broadcast(*a9);
                c9 = V.Fma(x, b0, c9);
                if (TCols.Count > 1) d9 = V.Fma(x, b1, d9);
            }
            if (TRows.Count > 10)
            {
                x = V.Broadcast(a9[row]);
                c10 = V.Fma(x, b0, c10);
                if (TCols.Count > 1) d10 = V.Fma(x, b1, d10);
            }
            if (TRows.Count > 11)
            {
                x = V.Broadcast(a9[row2]);
                c11 = V.Fma(x, b0, c11);
                if (TCols.Count > 1) d11 = V.Fma(x, b1, d11);
            }
            a += stepA;
            a3 += stepA;
            a6 += stepA;
            a9 += stepA;
        }
        V.Store(c, c0);
        if (TCols.Count > 1) V.Store(c + V.Count, d0);
        if (TRows.Count > 1) { c += ldc; V.Store(c, c1); if (TCols.Count > 1) V.Store(c + V.Count, d1); }
        if (TRows.Count > 2) { c += ldc; V.Store(c, c2); if (TCols.Count > 1) V.Store(c + V.Count, d2); }
        if (TRows.Count > 3) { c += ldc; V.Store(c, c3); if (TCols.Count > 1) V.Store(c + V.Count, d3); }
        if (TRows.Count > 4) { c += ldc; V.Store(c, c4); if (TCols.Count > 1) V.Store(c + V.Count, d4); }
        if (TRows.Count > 5) { c += ldc; V.Store(c, c5); if (TCols.Count > 1) V.Store(c + V.Count, d5); }
        if (TRows.Count > 6) { c += ldc; V.Store(c, c6); if (TCols.Count > 1) V.Store(c + V.Count, d6); }
        if (TRows.Count > 7) { c += ldc; V.Store(c, c7); if (TCols.Count > 1) V.Store(c + V.Count, d7); }
        if (TRows.Count > 8) { c += ldc; V.Store(c, c8); if (TCols.Count > 1) V.Store(c + V.Count, d8); }
        if (TRows.Count > 9) { c += ldc; V.Store(c, c9); if (TCols.Count > 1) V.Store(c + V.Count, d9); }
        if (TRows.Count > 10) { c += ldc; V.Store(c, c10); if (TCols.Count > 1) V.Store(c + V.Count, d10); }
        if (TRows.Count > 11) { c += ldc; V.Store(c, c11); if (TCols.Count > 1) V.Store(c + V.Count, d11); }
    }
}
