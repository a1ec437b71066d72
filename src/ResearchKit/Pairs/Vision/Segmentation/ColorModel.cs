using ResearchKit.Imaging;

namespace ResearchKit.Pairs.Vision.Segmentation;

/// <summary>
/// How common each colour is in a set of pixels: a histogram of 16 x 16 x 16 cells, between which colours are shared in
/// whole 4096ths. Integers and exact arithmetic alone, so that every machine finds the same likelihoods.
/// </summary>
internal sealed class ColorModel
{
    private const int Cells = 16, Unit = 16;
    private readonly long[] counts = new long[Cells * Cells * Cells];
    private long total;

    /// <summary>Counts a pixel.</summary>
    public void Add(Rgb color)
    {
        foreach (var (cell, weight) in Corners(color)) counts[cell] += weight;
        total += Unit * Unit * Unit;
    }

    /// <summary>
    /// The logarithm to base 2 of a colour's probability, in 256ths. A thousandth goes to colours never seen, so that one
    /// pixel cannot decide alone.
    /// </summary>
    public int LogLikelihood(Rgb color)
    {
        long sum = 0;
        foreach (var (cell, weight) in Corners(color)) sum += weight * counts[cell];
        var share = total == 0 ? 0 : (double)sum / (Unit * Unit * Unit) / total;
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

    private static IEnumerable<(int Cell, int Weight)> Corners(Rgb color)
    {
        int r = Place(color.R), g = Place(color.G), b = Place(color.B);
        for (var corner = 0; corner < 8; corner++)
        {
            var weight = Share(r, corner & 1) * Share(g, corner >> 1 & 1) * Share(b, corner >> 2);
            if (weight > 0) yield return (Cell(r, corner & 1) + Cells * (Cell(g, corner >> 1 & 1) + Cells * Cell(b, corner >> 2)), weight);
        }

        static int Place(int level) => level * (Cells - 1) * Unit / 255;
        static int Cell(int place, int side) => place / Unit + side;
        static int Share(int place, int side) => side == 0 ? Unit - place % Unit : place % Unit;
    }
}
