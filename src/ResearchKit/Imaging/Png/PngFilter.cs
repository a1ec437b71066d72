using System.Numerics;

namespace ResearchKit.Imaging.Png;

/// <summary>Undoes the row filters of PNG (specification, section 9): a byte minus a prediction of it.</summary>
internal static class PngFilter
{
    /// <summary>Undoes a row's filter in place.</summary>
    /// <param name="filter">0 none, 1 left, 2 above, 3 mean of both, 4 Paeth.</param>
    /// <param name="row">The row's bytes.</param>
    /// <param name="above">The finished row above, zeros for the first.</param>
    /// <param name="step">Bytes per pixel, at least 1.</param>
    /// <exception cref="ImageException">There is no such filter.</exception>
    public static void Undo(int filter, Span<byte> row, ReadOnlySpan<byte> above, int step)
    {
        if (filter is < 0 or > 4) throw new ImageException($"PNG: row filter {filter} does not exist (0 to 4 do)");
        if (filter == 0) return;
        if (filter == 2)
        {
            Add(row, above);
            return;
        }

        // Nothing stands to the left of the first pixel.
        for (var i = 0; i < Math.Min(step, row.Length); i++)
            row[i] += (byte)PngPrediction.Of(filter, 0, above[i], 0);
        for (var i = step; i < row.Length; i++)
            row[i] += (byte)PngPrediction.Of(filter, row[i - step], above[i], above[i - step]);
    }

    private static void Add(Span<byte> row, ReadOnlySpan<byte> above)
    {
        var i = 0;
        for (; i + Vector<byte>.Count <= row.Length; i += Vector<byte>.Count)
            (new Vector<byte>(row[i..]) + new Vector<byte>(above[i..])).CopyTo(row[i..]);
        for (; i < row.Length; i++) row[i] += above[i];
    }
}
