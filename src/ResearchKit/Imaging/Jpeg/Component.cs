namespace ResearchKit.Imaging.Jpeg;

/// <summary>One color component of a frame: its sampling and its coefficients, then its samples.</summary>
/// <param name="id">The number by which scans name it.</param>
/// <param name="horizontal">Horizontal sampling factor, 1 to 4.</param>
/// <param name="vertical">Vertical sampling factor, 1 to 4.</param>
/// <param name="table">Number of its quantization table, 0 to 3.</param>
internal sealed class Component(int id, int horizontal, int vertical, int table)
{
    public int Id { get; } = id;
    public int Horizontal { get; } = horizontal;
    public int Vertical { get; } = vertical;
    public int QuantizationTable { get; } = table;

    /// <summary>Size in samples, without padding.</summary>
    public int Width { get; private set; }
    public int Height { get; private set; }

    /// <summary>Blocks that hold samples: what a scan of this component alone visits.</summary>
    public int BlocksAcross { get; private set; }
    public int BlocksDown { get; private set; }

    /// <summary>Blocks per row in memory: padded to whole units of an interleaved scan.</summary>
    public int Stride { get; private set; }

    /// <summary>64 coefficients per block in natural order, block rows from the top.</summary>
    public short[] Coefficients { get; private set; } = [];

    /// <summary>The table as it stood when the component's first scan began; files may redefine it later.</summary>
    public ushort[]? Quantization { get; set; }

    /// <summary>The DC value that the next block's difference is added to.</summary>
    public int Prediction { get; set; }

    /// <summary>Fixes the sizes and makes room for the coefficients.</summary>
    public void Allocate(int width, int height, int maxHorizontal, int maxVertical)
    {
        Width = CeilDivide(width * Horizontal, maxHorizontal);
        Height = CeilDivide(height * Vertical, maxVertical);
        (BlocksAcross, BlocksDown) = (CeilDivide(Width, 8), CeilDivide(Height, 8));
        Stride = CeilDivide(width, 8 * maxHorizontal) * Horizontal;
        Coefficients = new short[64L * Stride * CeilDivide(height, 8 * maxVertical) * Vertical];
    }

    /// <summary>The 64 coefficients of a block.</summary>
    public Span<short> Block(int x, int y) => Coefficients.AsSpan(64 * (y * Stride + x), 64);

    private static int CeilDivide(int a, int b) => (a + b - 1) / b;
}
