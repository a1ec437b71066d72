namespace ResearchKit.Imaging.Jpeg;

/// <summary>
/// One color component of a frame: its sampling, and its samples. A progressive file brings the coefficients of a block
/// in several scans, so that they are kept to the end; a sequential one brings them at once, and they become samples at
/// once.
/// </summary>
/// <param name="id">The number by which scans name it.</param>
/// <param name="horizontal">Horizontal sampling factor, 1 to 4.</param>
/// <param name="vertical">Vertical sampling factor, 1 to 4.</param>
/// <param name="table">Number of its quantization table, 0 to 3.</param>
internal sealed class Component(int id, int horizontal, int vertical, int table)
{
    // 64 per block in natural order, block rows from the top; only of progressive files.
    private short[] _coefficients = [];
    private readonly short[] _block = new short[64];
    private byte[] _samples = [];

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

    /// <summary>The table as it stood when the component's first scan began; files may redefine it later.</summary>
    public ushort[]? Quantization { get; set; }

    /// <summary>The DC value that the next block's difference is added to.</summary>
    public int Prediction { get; set; }

    /// <summary>Fixes the sizes and makes room for coefficients or samples.</summary>
    public void Allocate(int width, int height, int maxHorizontal, int maxVertical, bool progressive)
    {
        Width = CeilDivide(width * Horizontal, maxHorizontal);
        Height = CeilDivide(height * Vertical, maxVertical);
        (BlocksAcross, BlocksDown) = (CeilDivide(Width, 8), CeilDivide(Height, 8));
        Stride = CeilDivide(width, 8 * maxHorizontal) * Horizontal;
        if (progressive)
        {
            _coefficients = new short[64L * Stride * CeilDivide(height, 8 * maxVertical) * Vertical];
            return;
        }

        _samples = GC.AllocateUninitializedArray<byte>(64 * BlocksAcross * BlocksDown);
        _samples.AsSpan().Fill(128); // where no scan comes
    }

    /// <summary>The 64 coefficients of a block, for a decoder to fill: all zero at first.</summary>
    public Span<short> Block(int x, int y)
    {
        if (_coefficients.Length > 0) return _coefficients.AsSpan(64 * (y * Stride + x), 64);
        _block.AsSpan().Clear();
        return _block;
    }

    /// <summary>Turns the block that a decoder has filled into samples, unless other scans may add to it.</summary>
    public void Finish(int x, int y)
    {
        // Units of an interleaved scan reach past the image.
        if (_coefficients.Length == 0 && x < BlocksAcross && y < BlocksDown) Transform(_block, x, y);
    }

    /// <summary>The samples of all blocks.</summary>
    /// <exception cref="ImageException">The component's quantization table was never defined.</exception>
    public Plane ToPlane()
    {
        if (Quantization is null) throw new ImageException("JPEG: a quantization table is missing");
        if (_coefficients.Length > 0)
        {
            _samples = GC.AllocateUninitializedArray<byte>(64 * BlocksAcross * BlocksDown);
            for (var y = 0; y < BlocksDown; y++)
                for (var x = 0; x < BlocksAcross; x++) Transform(Block(x, y), x, y);
            _coefficients = [];
        }

        return new Plane(Width, Height, 8 * BlocksAcross, _samples);
    }

    private void Transform(ReadOnlySpan<short> block, int x, int y) => InverseDct.Transform(block,
        Quantization ?? throw new ImageException("JPEG: a quantization table is missing"),
        _samples.AsSpan(8 * (8 * y * BlocksAcross + x)), 8 * BlocksAcross);

    private static int CeilDivide(int a, int b) => (a + b - 1) / b;
}
