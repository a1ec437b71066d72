namespace ManagedTorch.Kernels;

/// <summary>
/// Rows of a matrix that begin at listed offsets and run on in lines: element j of row p is at Offsets[p] + At(j), in
/// lines of <see cref="Width"/> elements at a distance of <see cref="Pitch"/>. Vectors do not reach over the end of a
/// line.
/// </summary>
internal unsafe struct ListedRows
{
    public int* Offsets;
    public int First, Width, Pitch;

    /// <summary>Where element j lies, counted from <see cref="First"/>.</summary>
    public readonly nint At(int j) => (nint)((First + j) / Width) * Pitch + (First + j) % Width;
}
