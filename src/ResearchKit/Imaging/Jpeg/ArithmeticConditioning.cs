namespace ResearchKit.Imaging.Jpeg;

/// <summary>
/// How contexts of arithmetic coding are chosen (T.81, F.1.4.4): the bounds between small and large DC differences, and
/// from which AC coefficient on the magnitudes have statistics of their own. A DAC segment changes the defaults.
/// </summary>
internal sealed class ArithmeticConditioning
{
    private readonly int[] _lower = new int[16], _upper = [.. Enumerable.Repeat(1, 16)],
        _threshold = [.. Enumerable.Repeat(5, 16)];

    /// <summary>L and U of a DC table: differences up to 2^L/2 count as zero, those above 2^U/2 as large.</summary>
    public (int Lower, int Upper) Dc(int table) => (_lower[table], _upper[table]);

    /// <summary>Kx of an AC table.</summary>
    public int Ac(int table) => _threshold[table];

    /// <summary>Reads a DAC segment.</summary>
    /// <exception cref="ImageException">It is damaged.</exception>
    public void Read(ReadOnlySpan<byte> segment)
    {
        if (segment.Length % 2 != 0) throw new ImageException("JPEG: a table of arithmetic conditioning is cut short");
        for (var at = 0; at < segment.Length; at += 2)
        {
            int kind = segment[at] >> 4, table = segment[at] & 15, value = segment[at + 1];
            if (kind > 1 || kind == 0 && (value & 15) > value >> 4 || kind == 1 && value is < 1 or > 63)
                throw new ImageException("JPEG: a table of arithmetic conditioning is damaged");
            if (kind == 0) (_lower[table], _upper[table]) = (value & 15, value >> 4);
            else _threshold[table] = value;
        }
    }
}
