using System.Globalization;

namespace ResearchKit.Figures.Rendering;

/// <summary>Ticks of a logarithmic axis: decades with 2 to 9 between, or round numbers within a decade.</summary>
internal static class LogTicks
{
    /// <summary>At most <paramref name="most"/> labeled ticks between the ends, which are positive.</summary>
    internal static TickSet Between(double min, double max, int most)
    {
        int first = PortableMath.FloorLog10(min), last = PortableMath.FloorLog10(max);
        if (PortableMath.PowerOfTen(first) < min * (1 - 1e-9)) first++;
        if (last < first || last - first < 1) return WithinADecade(min, max, most);
        var stride = 1;
        while ((last - first) / stride + 1 > most) stride++;
        // With a single multiple of the stride between the ends, the first decade and one of the last are labeled.
        var anchor = Multiples(first, last, stride) >= 2 ? 0 : first;
        var plain = first >= -3 && last <= 4;
        var major = new List<Tick>();
        var minor = new List<double>();
        for (var e = Math.Max(first - 1, -323); e <= last; e++)
        {
            // Anchored at 10^0, so that a thinned axis keeps even exponents whatever its ends.
            if (e >= first && (e - anchor) % stride == 0)
                major.Add(new Tick(PortableMath.PowerOfTen(e), Label(e, plain)));
            else if (e >= first) minor.Add(PortableMath.PowerOfTen(e));
            if (stride > 1) continue;
            for (var m = 2; m <= 9; m++)
            {
                var value = PortableMath.Scaled(m, e);
                if (value >= min * (1 - 1e-9) && value <= max * (1 + 1e-9)) minor.Add(value);
            }
        }
        if (major.Count > 2 || most < 5 || stride > 1) return new TickSet(major, minor);
        // Two decades and room: label 2 and 5, too (as plain numbers only).
        if (!plain) return new TickSet(major, minor);
        var added = minor.Where(v => Leading(v) is 2 or 5).ToArray();
        if (major.Count + added.Length > most) return new TickSet(major, minor);
        major.AddRange(added.Select(v => new Tick(v, Plain(v))));
        return new TickSet([.. major.OrderBy(t => t.Value)], [.. minor.Except(added)]);
    }

    private static int Multiples(int first, int last, int stride) =>
        Enumerable.Range(first, last - first + 1).Count(e => e % stride == 0);

    private static TickSet WithinADecade(double min, double max, int most)
    {
        var linear = LinearTicks.Between(min, max, most);
        return linear with
        {
            Major = [.. linear.Major.Where(t => t.Value > 0)],
            Minor = [.. linear.Minor.Where(v => v > 0)]
        };
    }

    private static int Leading(double v) =>
        (int)Math.Round(PortableMath.Scaled(v, -PortableMath.FloorLog10(v * (1 + 1e-9))));

    private static string Label(int exponent, bool plain) => plain
        ? Plain(PortableMath.PowerOfTen(exponent))
        : "10^{" + exponent.ToString(CultureInfo.InvariantCulture).Replace('-', '\u2212') + "}";

    private static string Plain(double v) => v >= 10_000
        ? v.ToString("N0", CultureInfo.InvariantCulture)
        : v.ToString("0.####", CultureInfo.InvariantCulture);
}
