namespace ResearchKit.Figures.Rendering;

/// <summary>An axis with its range: either categories, or numbers from <see cref="Min"/> to
/// <see cref="Max"/>.</summary>
/// <param name="Axis">What the user asked for.</param>
/// <param name="Categories">The categories; null for numbers.</param>
/// <param name="Min">The lower end.</param>
/// <param name="Max">The upper end.</param>
/// <param name="Whole">True if the data is whole numbers only.</param>
internal sealed record AxisModel(
    Axis Axis, IReadOnlyList<string>? Categories, double Min, double Max, bool Whole = false)
{
    internal bool IsLog => Categories is null && Axis.Scale == AxisScale.Log;

    /// <summary>The position of a value between the ends (0 to 1); NaN if the axis cannot show it.</summary>
    internal double Fraction(double value)
    {
        if (!IsLog) return (value - Min) / (Max - Min);
        if (!(value > 0) || !double.IsFinite(value)) return double.NaN;
        var low = PortableMath.Log10(Min);
        return (PortableMath.Log10(value) - low) / (PortableMath.Log10(Max) - low);
    }

    internal int IndexOf(string category)
    {
        for (var i = 0; i < Categories!.Count; i++)
            if (Categories[i] == category) return i;
        return -1;
    }

    /// <summary>Positions as numbers: the index for categories; NaN for a category that the axis leaves out.</summary>
    internal IEnumerable<double> Positions(Coordinates coordinates) => coordinates.IsCategorical
        ? coordinates.Categories.Select(c => IndexOf(c) is var i and >= 0 ? i : double.NaN)
        : coordinates.Numbers;

    /// <summary>
    /// At most so many ticks, but two at least: one number says nothing about a scale. Whole numbers have whole ticks,
    /// unless there were fewer than two of them.
    /// </summary>
    internal TickSet Ticks(int most)
    {
        const int enough = 12;
        var whole = !IsLog && Whole && Math.Floor(Max) - Math.Ceiling(Min) >= 1;
        for (var room = most; ; room++)
        {
            var ticks = IsLog ? LogTicks.Between(Min, Max, room) : LinearTicks.Between(Min, Max, room, whole);
            if (ticks.Major.Count >= 2) return room > most ? ticks.Ends() : ticks;
            if (room >= enough) return ticks;
        }
    }

    /// <summary>Label and unit, with the common power of ten of the numbers.</summary>
    internal string Label(int exponent)
    {
        if (exponent == 0) return Axis.Text;
        var power = "\u00D710^{" + (exponent < 0 ? "\u2212" : "") + Math.Abs(exponent) + "}";
        if (string.IsNullOrEmpty(Axis.Label)) return string.IsNullOrEmpty(Axis.Unit) ? power : $"{power} {Axis.Unit}";
        return string.IsNullOrEmpty(Axis.Unit) ? $"{Axis.Label} ({power})" : $"{Axis.Label} ({power} {Axis.Unit})";
    }

    internal static AxisModel OfCategories(Axis axis, IReadOnlyList<string> categories) =>
        new(axis, categories, -0.5, Math.Max(1, categories.Count) - 0.5);

    internal static AxisModel OfNumbers(Axis axis, Extent data, double pad)
    {
        var (min, max) = axis.Scale == AxisScale.Log ? LogEnds(axis, data, pad) : LinearEnds(axis, data, pad);
        return new AxisModel(axis, null, min, max, !data.IsEmpty && data.Whole);
    }

    private static (double, double) LinearEnds(Axis axis, Extent data, double pad)
    {
        if (data.IsEmpty)
        {
            var from = axis.Min ?? axis.Max - 1 ?? 0;
            return (from, axis.Max ?? from + 1);
        }
        double min = data.Min, max = data.Max;
        var span = max - min;
        if (!(span > 1e-12 * Math.Max(Math.Abs(min), Math.Abs(max))))
        {
            var half = min == 0 ? 0.5 : Math.Abs(min) * 0.1;
            (min, max) = (min - half, max + half);
        }
        else
        {
            if (data.PadMin) min -= pad * span;
            if (data.PadMax) max += pad * span;
        }
        return Ordered(axis.Min ?? min, axis.Max ?? max, axis);
    }

    private static (double, double) LogEnds(Axis axis, Extent data, double pad)
    {
        if (data.IsEmpty) return Ordered(axis.Min ?? axis.Max / 10 ?? 0.1, axis.Max ?? axis.Min * 10 ?? 1, axis);
        var span = PortableMath.Log10(data.Max) - PortableMath.Log10(data.Min);
        if (span < 1e-9) return Ordered(axis.Min ?? data.Min / 2, axis.Max ?? data.Max * 2, axis);
        // Room in proportion to the span: the factor 10^(pad * span), by halving until it is near enough.
        var factor = Power(pad * span);
        return Ordered(axis.Min ?? Math.Max(data.Min / factor, 1e-300), axis.Max ?? data.Max * factor, axis);
    }

    /// <summary>10^x for 0 to 30, piecewise linear within a tenth of a decade: only for margins.</summary>
    private static double Power(double x)
    {
        const double tenth = 1.2589254117941673;
        var power = 1.0;
        for (; x >= 0.1; x -= 0.1) power *= tenth;
        return power * (1 + x * 10 * (tenth - 1));
    }

    /// <summary>A given end may lie beyond all data; then the other one moves.</summary>
    private static (double, double) Ordered(double min, double max, Axis axis)
    {
        if (max - min > 1e-12 * Math.Max(Math.Abs(min), Math.Abs(max))) return (min, max);
        var log = axis.Scale == AxisScale.Log;
        return axis.Min is not null ? (min, log ? min * 10 : min + 1) : (log ? max / 10 : max - 1, max);
    }
}
