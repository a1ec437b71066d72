using ResearchKit.Imaging;

namespace ResearchKit.Pairs.Vision.Segmentation;

/// <summary>
/// How common each color is in a set of pixels: a histogram of 16 x 16 x 16 cells, between which colors are shared in
/// whole 4096ths. Integers and exact arithmetic alone, so that every machine finds the same likelihoods.
/// </summary>
internal sealed class ColorModel
{
    private const int Cells = 16, Unit = 16;
    private readonly long[] _counts = new long[Cells * Cells * Cells];
    private long _total;

    /// <summary>Counts a pixel.</summary>
    public void Add(Rgb color)
    {
        Span<int> cells = stackalloc int[8], weights = stackalloc int[8];
        Corners(color, cells, weights);
        for (var k = 0; k < 8; k++) _counts[cells[k]] += weights[k];
        _total += Unit * Unit * Unit;
    }

    /// <summary>
    /// The logarithm to base 2 of a color's probability, in 256ths. A thousandth goes to colors never seen, so that one
    /// pixel cannot decide alone.
    /// </summary>
    public int LogLikelihood(Rgb color)
    {
        long sum = 0;
        Span<int> cells = stackalloc int[8], weights = stackalloc int[8];
        Corners(color, cells, weights);
        for (var k = 0; k < 8; k++) sum += weights[k] * _counts[cells[k]];
        var share = _total == 0 ? 0 : (double)sum / (Unit * Unit * Unit) / _total;
        return Log2(0.999 * share + 0.001);
    }

    // Binary digits by squaring: products of doubles are the same everywhere, the C runtime's logarithm is not.
    private static int Log2(double value)
    {
        var digits = Math.ILogB(value);
        var mantissa = Math.ScaleB(value, -digits);
        for (var bit = 0; bit < 8; bit++)
        {
            mantissa *= mantissa;
            digits *= 2;
            if (mantissa < 2) continue;
            mantissa /= 2;
            digits++;
        }
        return digits;
    }

    // The eight cells around a color and its shares in them. On the last cell of an axis all of the share is on the
    // near side: the far side, weight 0, is counted to the same cell.
    private static void Corners(Rgb color, Span<int> cells, Span<int> weights)
    {
        int r = Place(color.R), g = Place(color.G), b = Place(color.B);
        for (var corner = 0; corner < 8; corner++)
        {
            int right = corner & 1, up = corner >> 1 & 1, back = corner >> 2;
            weights[corner] = Share(r, right) * Share(g, up) * Share(b, back);
            cells[corner] = Cell(r, right) + Cells * (Cell(g, up) + Cells * Cell(b, back));
        }

        static int Place(int level) => level * (Cells - 1) * Unit / 255;
        static int Cell(int place, int side) => Math.Min(place / Unit + side, Cells - 1);
        static int Share(int place, int side) => side == 0 ? Unit - place % Unit : place % Unit;
    }
}
