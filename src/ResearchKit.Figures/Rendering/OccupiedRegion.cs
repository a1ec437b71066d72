namespace ResearchKit.Figures.Rendering;

/// <summary>What a legend or a note must not cover: a straight stroke, or a filled box.</summary>
internal readonly record struct OccupiedRegion(double X0, double Y0, double X1, double Y1, bool IsStroke)
{
    internal static OccupiedRegion Stroke(double x0, double y0, double x1, double y1) => new(x0, y0, x1, y1, true);

    internal static OccupiedRegion Fill(Box box) => new(box.Left, box.Top, box.Right, box.Bottom, false);

    /// <summary>True if any of it lies in the box.</summary>
    internal bool Hits(Box box)
    {
        var bounds = new Box(Math.Min(X0, X1), Math.Min(Y0, Y1), Math.Max(X0, X1), Math.Max(Y0, Y1));
        if (bounds.Left > box.Right || bounds.Right < box.Left || bounds.Top > box.Bottom || bounds.Bottom < box.Top)
            return false;
        if (!IsStroke) return true;
        // Liang-Barsky: the part of the stroke within the box is t0 <= t <= t1.
        double t0 = 0, t1 = 1, dx = X1 - X0, dy = Y1 - Y0;
        return Clip(-dx, X0 - box.Left, ref t0, ref t1) && Clip(dx, box.Right - X0, ref t0, ref t1)
            && Clip(-dy, Y0 - box.Top, ref t0, ref t1) && Clip(dy, box.Bottom - Y0, ref t0, ref t1);
    }

    private static bool Clip(double p, double q, ref double t0, ref double t1)
    {
        if (p == 0) return q >= 0;
        var t = q / p;
        if (p < 0) t0 = Math.Max(t0, t);
        else t1 = Math.Min(t1, t);
        return t0 <= t1;
    }
}
