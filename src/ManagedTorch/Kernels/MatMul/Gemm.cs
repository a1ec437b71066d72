namespace ManagedTorch.Kernels;

/// <summary>
/// Matrix products of row-major matrices. Every output element accumulates over k in order with fused multiply-add,
/// starting from 0 (or from C), so its bits depend on its row and column alone, not on blocking, width or threads.
/// </summary>
internal static unsafe class Gemm
{
    /// <summary>
    /// C [m, n] = op(A) [m, k] op(B) [k, n], or += with <paramref name="accumulate"/>. With
    /// <paramref name="transA"/> A is stored [k, m], with <paramref name="transB"/> B is stored [n, k];
    /// <paramref name="lda"/>, <paramref name="ldb"/>, <paramref name="ldc"/> are the distances between stored rows.
    /// </summary>
    /// <exception cref="ArgumentException">A span is too short for its matrix.</exception>
    public static void Multiply<T>(
        bool transA, bool transB, int m, int n, int k, ReadOnlySpan<T> a, int lda, ReadOnlySpan<T> b, int ldb,
        Span<T> c, int ldc, bool accumulate) where T : unmanaged
    {
        Check("A", transA ? k : m, transA ? m : k, lda, a.Length);
        Check("B", transB ? n : k, transB ? k : n, ldb, b.Length);
        Check("C", m, n, ldc, c.Length);
        fixed (T* pa = a, pb = b, pc = c)
        {
            if (typeof(T) == typeof(float))
                Simple<Scalar32>(m, n, k, pa, transA ? 1 : lda, transA ? lda : 1, pb, transB ? 1 : ldb, transB ? ldb : 1, pc, ldc, accumulate);
            else
                Simple<Scalar64>(m, n, k, pa, transA ? 1 : lda, transA ? lda : 1, pb, transB ? 1 : ldb, transB ? ldb : 1, pc, ldc, accumulate);
        }
    }

    /// <summary>
    /// <paramref name="batch"/> products; matrix i of each operand starts at i times its stride (0: the same matrix).
    /// </summary>
    public static void Batched<T>(
        int batch, bool transA, bool transB, int m, int n, int k,
        ReadOnlySpan<T> a, int lda, long strideA, ReadOnlySpan<T> b, int ldb, long strideB,
        Span<T> c, int ldc, long strideC, bool accumulate) where T : unmanaged
    {
        for (int i = 0; i < batch; i++)
            Multiply(transA, transB, m, n, k, a[(int)(i * strideA)..], lda, b[(int)(i * strideB)..], ldb, c[(int)(i * strideC)..], ldc, accumulate);
    }

    private static void Simple<V>(int m, int n, int k, void* a, nint ar, nint ac, void* b, nint br, nint bc, void* c, nint ldc, bool accumulate)
        where V : struct, ILanes<V>
    {
        for (int i = 0; i < m; i++)
        {
            for (int j = 0; j < n; j++)
            {
                V sum = accumulate ? V.Load(c, (i * ldc) + j) : V.Const(0);
                for (int p = 0; p < k; p++) sum = V.Fma(V.Load(a, (i * ar) + (p * ac)), V.Load(b, (p * br) + (j * bc)), sum);
                V.Store(c, (i * ldc) + j, sum);
            }
        }
    }

    private static void Check(string name, int rows, int cols, int stride, int length)
    {
        if (rows == 0 || cols == 0) return;
        if (stride < cols || length < ((long)(rows - 1) * stride) + cols)
            throw new ArgumentException(
                $"{name} of {rows} x {cols} with row distance {stride} does not fit a span of {length} elements.");
    }
}
