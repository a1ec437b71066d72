namespace ResearchKit.Imaging.Jpeg;

/// <summary>The blocks of a scan in Huffman codes.</summary>
internal ref struct HuffmanBlocks(ReadOnlySpan<byte> file, int start, Scan scan, bool progressive, HuffmanTable?[] dc,
    HuffmanTable?[] ac) : IEntropyDecoder
{
    private BitReader _bits = new(file, start);

    public readonly int Position => _bits.Position;

    public void Block(int i, Component component, Span<short> block)
    {
        if (!progressive) BaselineBlock.Decode(ref _bits, component, Table(dc[i], true)!, Table(ac[i], true)!, block);
        else if (scan.First == 0) ProgressiveBlock.Dc(ref _bits, scan, component, Table(dc[i], scan.High == 0), block);
        else ProgressiveBlock.Ac(ref _bits, scan, Table(ac[i], true)!, block);
    }

    public void Restart() => _bits.Restart();

    private static HuffmanTable? Table(HuffmanTable? table, bool needed) => table is null && needed
        ? throw new ImageException("JPEG: a scan uses a Huffman table that was never defined")
        : table;
}
