namespace ResearchKit.Imaging.Jpeg;

/// <summary>The samples of a component, rows of <paramref name="Stride"/> bytes of which the first Width
/// count.</summary>
internal sealed record Plane(int Width, int Height, int Stride, byte[] Samples)
{
    /// <summary>Row <paramref name="y"/>, without padding.</summary>
    public ReadOnlySpan<byte> Row(int y) => Samples.AsSpan(y * Stride, Width);
}
