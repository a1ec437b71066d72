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

    /// <summary>Start from C instead of from 0.</summary>
    public bool Accumulate;
}
