namespace ResearchKit.Imaging.Jpeg;

/// <summary>The blocks of a scan in Huffman codes.</summary>
internal ref struct HuffmanBlocks(ReadOnlySpan<byte> file, int start, Scan scan, bool progressive, HuffmanTable?[] dc,
    HuffmanTable?[] ac) : IEntropyDecoder
{
    private BitReader bits = new(file, start);

    public readonly int Position => bits.Position;

    public void Block(int i, Component component, Span<short> block)
    {
        if (!progressive) BaselineBlock.Decode(ref bits, component, Table(dc[i], true)!, Table(ac[i], true)!, block);
        else if (scan.First == 0) ProgressiveBlock.Dc(ref bits, scan, component, Table(dc[i], scan.High == 0), block);
        else ProgressiveBlock.Ac(ref bits, scan, Table(ac[i], true)!, block);
    }

    public void Restart() => bits.Restart();

    private static HuffmanTable? Table(HuffmanTable? table, bool needed) => table is null && needed
        ? throw new ImageException("JPEG: a scan uses a Huffman table that was never defined")
        : table;
}
