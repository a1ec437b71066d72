namespace ResearchKit.Imaging.Jpeg;

/// <summary>A Huffman code of a JPEG file (ITU T.81, annex C), ready to decode with.</summary>
internal sealed class HuffmanTable
{
    private const int FastBits = 9;

    private readonly byte[] _symbols;
    private readonly int[] _lastCode = new int[17];     // the largest code of each length, -1 if there is none
    private readonly int[] _firstSymbol = new int[17];  // index of the symbol of code 0 of each length, may be negative
    private readonly short[] _fast = new short[1 << FastBits]; // length << 8 | symbol for codes of up to nine bits

    /// <summary>Builds the table.</summary>
    /// <param name="counts">How many codes have 1, 2, ... 16 bits.</param>
    /// <param name="symbols">The symbols in the order of their codes.</param>
    /// <exception cref="ImageException">There are more codes of some length than that length has room for.</exception>
    public HuffmanTable(ReadOnlySpan<byte> counts, ReadOnlySpan<byte> symbols)
    {
        _symbols = symbols.ToArray();
        int code = 0, index = 0;
        for (var length = 1; length <= 16; length++)
        {
            var count = counts[length - 1];
            if (code + count > 1 << length) throw new ImageException("JPEG: a Huffman table has too many codes");
            _firstSymbol[length] = index - code;
            _lastCode[length] = count == 0 ? -1 : code + count - 1;
            for (var i = 0; i < count && length <= FastBits; i++)
                _fast.AsSpan((code + i) << (FastBits - length), 1 << (FastBits - length))
                    .Fill((short)(length << 8 | symbols[index + i]));
            index += count;
            code = (code + count) << 1;
        }
    }

    /// <summary>Reads one symbol.</summary>
    /// <exception cref="ImageException">The bits are no code of this table.</exception>
    public int Decode(ref BitReader bits)
    {
        var peek = bits.Peek16();
        var entry = _fast[peek >> (16 - FastBits)];
        if (entry != 0)
        {
            bits.Skip(entry >> 8);
            return entry & 0xFF;
        }
        for (var length = 1; length <= 16; length++)
        {
            var code = peek >> (16 - length);
            if (_lastCode[length] < code) continue;
            bits.Skip(length);
            return _symbols[_firstSymbol[length] + code];
        }
        throw new ImageException("JPEG: the pixels contain a code that their Huffman table does not have");
    }
}
