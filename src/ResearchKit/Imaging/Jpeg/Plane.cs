namespace ResearchKit.Imaging.Jpeg;

/// <summary>The samples of a component, rows of <paramref name="Stride"/> bytes of which the first Width
/// count.</summary>
internal sealed record Plane(int Width, int Height, int Stride, byte[] Samples)
{
    /// <summary>Row <paramref name="y"/>, without padding.</summary>
    public ReadOnlySpan<byte> Row(int y) => Samples.AsSpan(y * Stride, Width);

    /// <summary>Transforms all blocks of a component.</summary>
    /// <exception cref="ImageException">The component's quantization table was never defined.</exception>
    public static Plane Of(Component c)
    {
        var table = c.Quantization ?? throw new ImageException("JPEG: a quantization table is missing");
        var plane = new Plane(c.Width, c.Height, 8 * c.BlocksAcross, new byte[64 * c.BlocksAcross * c.BlocksDown]);
        for (var y = 0; y < c.BlocksDown; y++)
            for (var x = 0; x < c.BlocksAcross; x++)
                InverseDct.Transform(c.Block(x, y), table, plane.Samples.AsSpan(8 * (y * plane.Stride + x)),
                    plane.Stride);
        return plane;
    }
}
