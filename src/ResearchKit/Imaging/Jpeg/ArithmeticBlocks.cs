namespace ResearchKit.Imaging.Jpeg;

/// <summary>The blocks of a scan in arithmetic coding (T.81, F.1.4 and F.2.4; progressive: G.1.3).</summary>
internal ref struct ArithmeticBlocks : IEntropyDecoder
{
    // Where the statistics of magnitudes begin: those of DC differences, and of AC coefficients up to Kx and beyond.
    private const int DcMagnitudes = 20, LowMagnitudes = 189, HighMagnitudes = 217, MagnitudeBits = 14;
    private readonly Scan _scan;
    private readonly bool _progressive;
    private readonly int[] _dcTables, _acTables;
    private readonly ArithmeticConditioning _conditioning;
    private readonly byte[][] _dc = new byte[16][], _ac = new byte[16][];
    private readonly int[] _context = new int[4]; // of each component's next DC difference, by the last one
    private ArithmeticReader _reader;
    private byte _even = ArithmeticReader.Even;

    public ArithmeticBlocks(ReadOnlySpan<byte> file, int start, Scan scan, bool progressive, int[] dcTables,
        int[] acTables, ArithmeticConditioning conditioning)
    {
        _reader = new(file, start);
        (_scan, _progressive, _dcTables, _acTables, _conditioning) =
            (scan, progressive, dcTables, acTables, conditioning);
        Reset();
    }

    public readonly int Position => _reader.Position;

    public void Block(int i, Component component, Span<short> block)
    {
        if (!_progressive)
        {
            Difference(i, component);
            block[0] = (short)component.Prediction;
            Band(i, block, 1, 63, 0);
        }
        else if (_scan.First > 0 && _scan.High == 0) Band(i, block, _scan.First, _scan.Last, _scan.Low);
        else if (_scan.First > 0) Refine(i, block);
        else if (_scan.High != 0)
        {
            if (Even()) block[0] |= (short)(1 << _scan.Low);
        }
        else
        {
            Difference(i, component);
            block[0] = (short)(component.Prediction << _scan.Low);
        }
    }

    public void Restart()
    {
        _reader.Restart();
        Reset();
    }

    private void Reset()
    {
        for (var i = 0; i < 16; i++) (_dc[i], _ac[i]) = (new byte[64], new byte[256]);
        _context.AsSpan().Clear();
    }

    private void Difference(int i, Component component)
    {
        var statistics = _dc[_dcTables[i]];
        var at = _context[i];
        _context[i] = 0;
        if (!_reader.Decide(ref statistics[at])) return;
        var negative = _reader.Decide(ref statistics[at + 1]);
        at += negative ? 3 : 2;
        var size = 0;
        if (_reader.Decide(ref statistics[at]))
        {
            size = 1;
            for (at = DcMagnitudes; _reader.Decide(ref statistics[at]); at++) size = Doubled(size);
        }
        var (lower, upper) = _conditioning.Dc(_dcTables[i]);
        if (size >= 1 << lower >> 1) _context[i] = (size > 1 << upper >> 1 ? 12 : 4) + (negative ? 4 : 0);
        var value = Magnitude(statistics, at, size);
        component.Prediction = (short)(component.Prediction + (negative ? -value : value));
    }

    private void Band(int i, Span<short> block, int first, int last, int low)
    {
        var statistics = _ac[_acTables[i]];
        for (var k = first; k <= last; k++)
        {
            var at = 3 * (k - 1);
            if (_reader.Decide(ref statistics[at])) return; // the block ends
            while (!_reader.Decide(ref statistics[at + 1]))
            {
                at += 3;
                if (++k > last) throw new ImageException("JPEG: a run of zeros leaves its block");
            }
            var negative = Even();
            at += 2;
            var size = 0;
            if (_reader.Decide(ref statistics[at]))
            {
                size = 1;
                if (_reader.Decide(ref statistics[at]))
                {
                    size = 2;
                    for (at = k <= _conditioning.Ac(_acTables[i]) ? LowMagnitudes
                        : HighMagnitudes; _reader.Decide(ref statistics[at]); at++) size = Doubled(size);
                }
            }
            var value = Magnitude(statistics, at, size);
            block[Zigzag.Natural[k]] = (short)((negative ? -value : value) << low);
        }
    }

    private void Refine(int i, Span<short> block)
    {
        var statistics = _ac[_acTables[i]];
        var bit = (short)(1 << _scan.Low);
        var known = _scan.Last; // the block cannot end before the last coefficient that is set already
        while (known > 0 && block[Zigzag.Natural[known]] == 0) known--;
        for (var k = _scan.First; k <= _scan.Last; k++)
        {
            var at = 3 * (k - 1);
            if (k > known && _reader.Decide(ref statistics[at])) return;
            while (true)
            {
                ref var coefficient = ref block[Zigzag.Natural[k]];
                if (coefficient != 0)
                {
                    if (_reader.Decide(ref statistics[at + 2])) coefficient += coefficient > 0 ? bit : (short)-bit;
                    break;
                }
                if (_reader.Decide(ref statistics[at + 1]))
                {
                    coefficient = Even() ? (short)-bit : bit;
                    break;
                }
                at += 3;
                if (++k > _scan.Last) throw new ImageException("JPEG: a run of zeros leaves its block");
            }
        }
    }

    // The bits below the highest one; 1 more than what they say.
    private int Magnitude(byte[] statistics, int at, int size)
    {
        var value = size;
        for (var bit = size >> 1; bit > 0; bit >>= 1)
            if (_reader.Decide(ref statistics[at + MagnitudeBits])) value |= bit;
        return value + 1;
    }

    private static int Doubled(int size) =>
        size < 0x4000 ? 2 * size : throw new ImageException("JPEG: an impossible size of a coefficient");

    private bool Even() => _reader.Decide(ref _even);
}
