namespace ManagedTorch.Kernels;

/// <summary>One product C [M, N] = A [M, K] B [K, N] as addresses and steps, whatever the storage order.</summary>
internal unsafe struct Operands<T> where T : unmanaged
{
    public int M, N, K;

    /// <summary>A[i, p] is at A + i RowA + p StepA; one of the two is 1.</summary>
    public T* A;
    public nint RowA, StepA;

    /// <summary>B[p, j] is at B + p StepB + j ColB; one of the two is 1.</summary>
    public T* B;
    public nint StepB, ColB;

    /// <summary>C[i, j] is at C + i RowC + j.</summary>
    public T* C;
    public nint RowC;

    /// <summary>
    /// Where C[i, j] starts from, at From + i RowFrom + j: C itself to accumulate, with a row distance of 0 a row that
    /// all rows share; null for 0.
    /// </summary>
    public T* From;
    public nint RowFrom;

    /// <summary>
    /// Called on pieces of rows of C as soon as their sums are complete, while they are in the first-level cache, with
    /// <see cref="Context"/> and the number of elements; null for nothing.
    /// </summary>
    public delegate*<T*, nint, int, void> Done;
    public nint Context;

    /// <summary>Makes the sums start from those that are in C already.</summary>
    public void GoOn()
    {
        From = C;
        RowFrom = RowC;
    }
}
