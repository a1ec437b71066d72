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
        for (var i = 0; i < row.Length; i++)
        {
            int left = i >= step ? row[i - step] : 0, up = above[i], corner = i >= step ? above[i - step] : 0;
            row[i] += (byte)PngPrediction.Of(filter, left, up, corner);
        }
    }
}
