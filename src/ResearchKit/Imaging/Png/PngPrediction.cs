namespace ResearchKit.Imaging.Png;

/// <summary>What the five row filters of PNG (specification, section 9) predict of a byte.</summary>
internal static class PngPrediction
{
    /// <summary>The prediction.</summary>
    /// <param name="filter">0 none, 1 left, 2 above, 3 mean of both, 4 Paeth.</param>
    /// <param name="left">The byte of the pixel to the left.</param>
    /// <param name="up">The byte above.</param>
    /// <param name="corner">The byte above the one to the left.</param>
    public static int Of(int filter, int left, int up, int corner) => filter switch
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
