namespace ResearchKit.Imaging.Jpeg;

/// <summary>
/// The start-of-scan segment, and the walk over the blocks that it covers (T.81, A.2): several components interleaved
/// in units, or one component block by block.
/// </summary>
internal sealed class Scan
{
    private readonly Component[] _components;
    private readonly int[] _dc, _ac; // the numbers of the components' tables

    private Scan(Component[] components, int[] dc, int[] ac, int first, int last, int high, int low)
    {
        (_components, _dc, _ac) = (components, dc, ac);
        (First, Last, High, Low) = (first, last, high, low);
    }

    /// <summary>Band of coefficients in zigzag order, and the bit positions of successive approximation.</summary>
    public int First { get; }
    public int Last { get; }
    public int High { get; }
    public int Low { get; }

    /// <summary>Blocks still inside a run of empty bands (progressive scans).</summary>
    public int EndOfBandRun { get; set; }

    /// <summary>Reads the segment.</summary>
    /// <exception cref="ImageException">It names what the file does not have, or an impossible band.</exception>
    public static Scan Parse(ReadOnlySpan<byte> segment, Frame frame, ushort[]?[] quantization)
    {
        if (segment.Length < 1 || segment.Length != 4 + 2 * segment[0] || segment[0] is < 1 or > 4)
            throw new ImageException("JPEG: a scan header has the wrong length");
        int count = segment[0];
        var components = new Component[count];
        var dcTables = new int[count];
        var acTables = new int[count];
        for (var i = 0; i < count; i++)
        {
            int id = segment[1 + 2 * i], tables = segment[2 + 2 * i];
            var component = Array.Find(frame.Components, c => c.Id == id)
                ?? throw new ImageException($"JPEG: a scan names component {id}, which the frame does not have");
            if (components.Contains(component)) throw new ImageException($"JPEG: a scan names component {id} twice");
            if (!frame.Arithmetic && (tables >> 4 > 3 || (tables & 15) > 3))
                throw new ImageException("JPEG: a scan names an impossible Huffman table");
            component.Quantization ??= quantization[component.QuantizationTable];
            (components[i], dcTables[i], acTables[i]) = (component, tables >> 4, tables & 15);
        }
        var band = segment[^3..];
        int first = band[0], last = band[1], high = band[2] >> 4, low = band[2] & 15;
        if (!frame.Progressive) (first, last, high, low) = (0, 63, 0, 0);
        else if (first > last || last > 63 || (first == 0 && last != 0) || (first > 0 && count > 1) || low > 13
        || (high != 0 && high != low + 1))
            throw new ImageException("JPEG: a progressive scan covers an impossible band");
        return new(components, dcTables, acTables, first, last, high, low);
    }

    /// <summary>Decodes all blocks of the scan in Huffman codes and returns the file offset behind it.</summary>
    public int Decode(ReadOnlySpan<byte> file, int start, Frame frame, int restartInterval, HuffmanTable?[] dcTables,
        HuffmanTable?[] acTables)
    {
        var blocks =
            new HuffmanBlocks(file, start, this, frame.Progressive, Array.ConvertAll(_dc, n => dcTables[n]),
                Array.ConvertAll(_ac, n => acTables[n]));
        return Walk(ref blocks, frame, restartInterval);
    }

    /// <summary>The same in arithmetic coding.</summary>
    public int Decode(ReadOnlySpan<byte> file, int start, Frame frame, int restartInterval,
        ArithmeticConditioning conditioning)
    {
        var blocks = new ArithmeticBlocks(file, start, this, frame.Progressive, _dc, _ac, conditioning);
        return Walk(ref blocks, frame, restartInterval);
    }

    private int Walk<TDecoder>(ref TDecoder decoder, Frame frame, int restartInterval)
        where TDecoder : IEntropyDecoder, allows ref struct
    {
        var alone = _components.Length == 1;
        var across = alone ? _components[0].BlocksAcross : frame.UnitsAcross;
        var down = alone ? _components[0].BlocksDown : frame.UnitsDown;
        Restart();
        for (int unit = 0, y = 0; y < down; y++)
            for (var x = 0; x < across; x++, unit++)
            {
                if (restartInterval > 0 && unit > 0 && unit % restartInterval == 0)
                {
                    decoder.Restart();
                    Restart();
                }
                if (alone) Block(ref decoder, 0, x, y);
                else
                    for (var i = 0; i < _components.Length; i++)
                    {
                        var c = _components[i];
                        for (var v = 0; v < c.Vertical; v++)
                            for (var h = 0; h < c.Horizontal; h++)
                                Block(ref decoder, i, x * c.Horizontal + h, y * c.Vertical + v);
                    }
            }
        return decoder.Position;
    }

    private void Block<TDecoder>(ref TDecoder decoder, int i, int x, int y)
        where TDecoder : IEntropyDecoder, allows ref struct
    {
        var component = _components[i];
        decoder.Block(i, component, component.Block(x, y));
        component.Finish(x, y);
    }

    private void Restart()
    {
        EndOfBandRun = 0;
        foreach (var c in _components) c.Prediction = 0;
    }
}
