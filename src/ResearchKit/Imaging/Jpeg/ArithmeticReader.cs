namespace ResearchKit.Imaging.Jpeg;

/// <summary>
/// The binary arithmetic decoder of T.81, annex D: reads decisions, each with a statistic that adapts to how often it
/// was 0 or 1. A statistic is a byte: the index of its state, and in the highest bit the more probable symbol.
/// </summary>
internal ref struct ArithmeticReader
{
    private const int MaxMissingBytes = 64;

    // Table D.3: the probability of the less probable symbol, and the state after it and after the other; a state
    // behind the last stands for equal chances for ever.
    private static readonly ushort[] Probability =
    [
        0x5a1d, 0x2586, 0x1114, 0x080b, 0x03d8, 0x01da, 0x00e5, 0x006f, 0x0036, 0x001a, 0x000d, 0x0006, 0x0003, 0x0001,
        0x5a7f, 0x3f25,
        0x2cf2, 0x207c, 0x17b9, 0x1182, 0x0cef, 0x09a1, 0x072f, 0x055c, 0x0406, 0x0303, 0x0240, 0x01b1, 0x0144, 0x00f5,
        0x00b7, 0x008a,
        0x0068, 0x004e, 0x003b, 0x002c, 0x5ae1, 0x484c, 0x3a0d, 0x2ef1, 0x261f, 0x1f33, 0x19a8, 0x1518, 0x1177, 0x0e74,
        0x0bfb, 0x09f8,
        0x0861, 0x0706, 0x05cd, 0x04de, 0x040f, 0x0363, 0x02d4, 0x025c, 0x01f8, 0x01a4, 0x0160, 0x0125, 0x00f6, 0x00cb,
        0x00ab, 0x008f,
        0x5b12, 0x4d04, 0x412c, 0x37d8, 0x2fe8, 0x293c, 0x2379, 0x1edf, 0x1aa9, 0x174e, 0x1424, 0x119c, 0x0f6b, 0x0d51,
        0x0bb6, 0x0a40,
        0x5832, 0x4d1c, 0x438e, 0x3bdd, 0x34ee, 0x2eae, 0x299a, 0x2516, 0x5570, 0x4ca9, 0x44d9, 0x3e22, 0x3824, 0x32b4,
        0x2e17, 0x56a8,
        0x4f46, 0x47e5, 0x41cf, 0x3c3d, 0x375e, 0x5231, 0x4c0f, 0x4639, 0x415e, 0x5627, 0x50e7, 0x4b85, 0x5597, 0x504f,
        0x5a10, 0x5522,
        0x59eb, 0x5a1d,
    ];

    private static readonly byte[] AfterLess =
    [
        1, 14, 16, 18, 20, 23, 25, 28, 30, 33, 35, 9, 10, 12, 15, 36, 38, 39, 40, 42, 43, 45, 46, 48, 49, 51, 52, 54,
        56, 57, 59, 60, 62, 63, 32,
        33, 37, 64, 65, 67, 68, 69, 70, 72, 73, 74, 75, 77, 78, 79, 48, 50, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 61,
        61, 65, 80, 81, 82, 83, 84,
        86, 87, 87, 72, 72, 74, 74, 75, 77, 77, 80, 88, 89, 90, 91, 92, 93, 86, 88, 95, 96, 97, 99, 99, 93, 95, 101,
        102, 103, 104, 99, 105, 106,
        107, 103, 105, 108, 109, 110, 111, 110, 112, 112, 113,
    ];

    private static readonly byte[] AfterMore =
    [
        1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 13, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30,
        31, 32, 33, 34, 35, 9, 37,
        38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63, 32, 65,
        66, 67, 68, 69, 70, 71, 72,
        73, 74, 75, 76, 77, 78, 79, 48, 81, 82, 83, 84, 85, 86, 87, 71, 89, 90, 91, 92, 93, 94, 86, 96, 97, 98, 99, 100,
        93, 102, 103, 104, 99, 106,
        107, 103, 109, 107, 111, 109, 111, 113,
    ];

    private readonly ReadOnlySpan<byte> _file;
    private uint _code;      // C: the register's high half is compared with the interval
    private int _interval;   // A
    private int _bits;       // CT: shifts until the next byte is needed
    private int _missing;

    /// <summary>Begins at an offset of a file.</summary>
    public ArithmeticReader(ReadOnlySpan<byte> file, int start)
    {
        _file = file;
        Position = start;
        Begin();
    }

    /// <summary>The state of a statistic that never adapts.</summary>
    public const byte Even = 113;

    /// <summary>Offset in the file of the next byte that was not taken yet.</summary>
    public int Position { get; private set; }

    /// <summary>The next decision.</summary>
    /// <param name="statistic">Its statistic, which adapts.</param>
    public bool Decide(ref byte statistic)
    {
        var state = statistic & 127;
        var likely = statistic >> 7;
        int less = Probability[state];
        _interval -= less;
        bool isLess;
        if (_code >> 16 < (uint)_interval)
        {
            if (_interval >= 0x8000) return likely != 0;
            isLess = _interval < less; // the intervals have changed places
        }
        else
        {
            isLess = _interval >= less;
            _code -= (uint)_interval << 16;
            _interval = less;
        }
        var decision = isLess ? 1 - likely : likely;
        // In some states the less probable symbol, once it comes, is taken for the more probable from then on.
        if (isLess && state is 0 or 14 or 36 or 64 or 80 or 88 or 95 or 105 or 110 or 112) likely = 1 - likely;
        statistic = (byte)(likely << 7 | (isLess ? AfterLess : AfterMore)[state]);
        do
        {
            if (_bits == 0) Next();
            _interval <<= 1;
            _code <<= 1;
            _bits--;
        } while (_interval < 0x8000);
        return decision != 0;
    }

    /// <summary>Passes a restart marker and begins anew behind it.</summary>
    /// <exception cref="ImageException">There is no restart marker here.</exception>
    public void Restart()
    {
        // What the coder had written at its end may not have been needed.
        while (Position + 1 < _file.Length && !(_file[Position] == 0xFF && _file[Position + 1] is not (0 or 0xFF)))
            Position++;
        if (Position + 1 >= _file.Length || _file[Position + 1] is < 0xD0 or > 0xD7)
            throw new ImageException($"JPEG: a restart marker is missing at byte {Position}");
        Position += 2;
        Begin();
    }

    private void Begin()
    {
        (_code, _interval, _bits, _missing) = (0, 0x10000, 0, 0);
        Next();
        _code <<= 8;
        Next();
        _code <<= 8;
        _bits = 0;
    }

    // The coder leaves out zeros at its end: behind a marker they go on for a while.
    private void Next()
    {
        _bits = 8;
        if (Position < _file.Length && _file[Position] != 0xFF) _code += (uint)_file[Position++] << 8;
        else if (Position + 1 < _file.Length && _file[Position + 1] == 0)
        {
            _code += 0xFF00;
            Position += 2;
        }
        else if (++_missing > MaxMissingBytes && Position >= _file.Length)
            throw new ImageException($"JPEG: the pixels end too early, at byte {Position}");
    }
}
