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
    /// The initial value of C[i, j], at InitialC + i RowInitialC + j: C itself to accumulate, with a row distance of 0
    /// a row that all rows share; null for 0.
    /// </summary>
    public T* InitialC;
    public nint RowInitialC;

    /// <summary>
    /// The epilogue: called on pieces of rows of C as soon as their sums are complete, while they are in the
    /// first-level cache, with
    /// <see cref="EpilogueContext"/> and the number of elements; null for nothing.
    /// </summary>
    public delegate*<T*, nint, int, void> Epilogue;
    public nint EpilogueContext;

    /// <summary>Accumulates onto what is in C already.</summary>
    public void ContinueAccumulation()
    {
        InitialC = C;
        RowInitialC = RowC;
    }
}
