namespace ResearchKit.Figures.Rendering;

/// <summary>
/// Widths of a sans-serif face of Helvetica's proportions (Arial, Helvetica, Liberation Sans, Nimbus Sans share them),
/// so that text can be laid out without a font library and equally on every machine.
/// </summary>
internal static class FontMetrics
{
    internal const string Family = "Arial, Helvetica, 'Liberation Sans', 'Nimbus Sans', sans-serif";

    /// <summary>The height of capitals and digits, in em: text of a size is centered by moving half of this.</summary>
    internal const double CapHeight = 0.72;

    /// <summary>How much wider a line is in the widest face that browsers without all of the family fall back to:
    /// DejaVu Sans, whose letters are up to 1.2 times as wide.</summary>
    internal const double WidestFallback = 1.2;

    // Kerning, hinting and rounding make a line a little wider or narrower than the sum.
    private const double Margin = 1.01;

    // Advance widths in 1/1000 em, from the space to the tilde.
    private static readonly short[] Regular =
    [
        278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,
        556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
        1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
        667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
        333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,
        556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
    ];

    private static readonly short[] Bold =
    [
        278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278,
        556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 333, 333, 584, 584, 584, 611,
        975, 722, 722, 722, 722, 667, 611, 778, 722, 278, 556, 722, 611, 833, 722, 778,
        667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 333, 278, 333, 584, 556,
        333, 556, 611, 556, 611, 556, 333, 611, 611, 278, 278, 556, 278, 889, 611, 611,
        611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389, 280, 389, 584,
    ];

    // Alpha to omega, with the final sigma.
    private static readonly short[] Greek =
    [
        578, 575, 500, 557, 446, 441, 556, 556, 222, 500, 500, 576, 500, 448, 556, 690, 569, 480, 617, 395, 547, 648,
        525, 713, 781,
    ];

    /// <summary>The width of plain text in pixels.</summary>
    internal static double Width(string text, double size, bool bold = false) =>
        Advances(text, size, bold) * Margin;

    /// <summary>The sum of the letters' widths in pixels, without a margin.</summary>
    internal static double Advances(string text, double size, bool bold)
    {
        long sum = 0;
        foreach (var rune in text.EnumerateRunes()) sum += Advance(rune.Value, bold);
        return sum * size / 1000;
    }

    private static int Advance(int c, bool bold) => c switch
    {
        >= 0x20 and <= 0x7E => (bold ? Bold : Regular)[c - 0x20],
        0xA0 => 278,
        0x2212 or 0xB1 or 0xD7 or 0x2248 or 0x2264 or 0x2265 or 0x2260 => 584,   // minus, plus-minus, times, relations
        0x2013 => 556,                                       // en dash
        0x2014 or 0x2026 or 0x2190 or 0x2192 or 0x21D2 => 1000, // em dash, ellipsis, arrows
        0x2018 or 0x2019 => bold ? 278 : 222,
        0x201C or 0x201D => bold ? 500 : 333,
        0xB7 or 0x2032 => 280,
        0x2191 or 0x2193 => 500,
        0x221A => 549,
        >= 0x300 and <= 0x36F => 0,                          // combining marks
        >= 0x391 and <= 0x3A9 => 750,                        // Greek capitals: the wider ones
        >= 0x3B1 and <= 0x3C9 => Greek[c - 0x3B1] + (bold ? 60 : 0),
        >= 0xC0 and <= 0xDE => bold ? 740 : 720,             // accented capitals, then small letters
        >= 0xDF and <= 0x17F => bold ? 611 : 570,
        >= 0x2E80 => 1000,                                   // East Asian scripts, emoji
        _ => 800,
    };
}
