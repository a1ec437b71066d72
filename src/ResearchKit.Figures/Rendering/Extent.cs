namespace ResearchKit.Figures.Rendering;

/// <summary>The range that data needs on a numeric axis.</summary>
/// <param name="Min">The smallest value; above <see cref="Max"/> if there is none.</param>
/// <param name="Max">The largest value.</param>
/// <param name="PadMin">True leaves some room below.</param>
/// <param name="PadMax">True leaves some room above.</param>
/// <param name="Whole">True if all values are whole numbers (steps, counts): so will be the ticks.</param>
internal readonly record struct Extent(double Min, double Max, bool PadMin, bool PadMax, bool Whole = false)
{
    internal static readonly Extent Empty = new(double.PositiveInfinity, double.NegativeInfinity, false, false, true);

    internal bool IsEmpty => Min > Max;

    /// <summary>The range of the values that the scale can show.</summary>
    internal static Extent Of(IEnumerable<double> values, AxisScale scale)
    {
        double min = double.PositiveInfinity, max = double.NegativeInfinity;
        var whole = true;
        foreach (var v in values)
        {
            // Beyond 1e290 the arithmetic of ranges would overflow; such values are treated as infinities.
            if (!(Math.Abs(v) < 1e290) || scale == AxisScale.Log && v <= 0) continue;
            if (v < min) min = v;
            if (v > max) max = v;
            whole &= v == Math.Floor(v);
        }
        return new Extent(min, max, true, true, whole);
    }

    /// <summary>The range with zero in it; no room is left beyond zero itself.</summary>
    internal Extent FromZero() => IsEmpty
        ? this
        : new Extent(Math.Min(0, Min), Math.Max(0, Max), Min < 0, Max > 0, Whole);

    internal Extent Union(Extent other)
    {
        if (IsEmpty) return other;
        if (other.IsEmpty) return this;
        return new Extent(Math.Min(Min, other.Min), Math.Max(Max, other.Max),
            Min < other.Min ? PadMin : Min > other.Min ? other.PadMin : PadMin && other.PadMin,
            Max > other.Max ? PadMax : Max < other.Max ? other.PadMax : PadMax && other.PadMax,
            Whole && other.Whole);
    }
}
