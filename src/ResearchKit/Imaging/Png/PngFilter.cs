namespace ResearchKit.Imaging.Png;

/// <summary>The five row filters of PNG (specification, section 9): a byte minus a prediction of it.</summary>
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
            row[i] += (byte)Predict(filter, left, up, corner);
        }
    }

    /// <summary>The prediction that a filter makes.</summary>
    public static int Predict(int filter, int left, int up, int corner) => filter switch
    {
        1 => left,
        2 => up,
        3 => (left + up) >> 1,
        4 => Paeth(left, up, corner),
        _ => 0,
    };

    private static int Paeth(int left, int up, int corner)
    {
        var estimate = left + up - corner;
        int toLeft = Math.Abs(estimate - left), toUp = Math.Abs(estimate - up), toCorner = Math.Abs(estimate - corner);
        return toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner;
    }
}
