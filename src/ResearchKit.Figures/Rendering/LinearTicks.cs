namespace ResearchKit.Figures.Rendering;

/// <summary>Ticks at round numbers: multiples of 1, 2 or 5 times a power of ten.</summary>
internal static class LinearTicks
{
    /// <summary>The finest such ticks of which at most <paramref name="most"/> lie between the ends.</summary>
    /// <param name="min">The lower end.</param>
    /// <param name="max">The upper end, above the lower.</param>
    /// <param name="most">How many labels there is room for, at least 2.</param>
    /// <param name="wholeOnly">True leaves out fractions (for counts).</param>
    internal static TickSet Between(double min, double max, int most, bool wholeOnly = false)
    {
        var (m, exponent) = Finest(min, max, Math.Max(2, most));
        if (wholeOnly && exponent < 0) (m, exponent) = (1, 0);
        var common = CommonExponent(min, max);
        var decimals = Math.Max(0, common - exponent);
        // Ticks are whole multiples of the step, so that 0.3 is 3/10 and not 0.1 + 0.1 + 0.1.
        var slack = 1e-9 * (max - min);
        var unit = PortableMath.Scaled(m, exponent);
        var first = Math.Ceiling((min - slack) / unit);
        var last = Math.Floor((max + slack) / unit);
        var major = new List<Tick>();
        for (var k = first; k <= last; k++)
        {
            var value = PortableMath.Scaled(k * m, exponent);
            major.Add(new Tick(value, NumberText.Fixed(PortableMath.Scaled(k * m, exponent - common), decimals)));
        }
        return new TickSet(major, Minor(min - slack, max + slack, m, exponent, wholeOnly), common);
    }

    /// <summary>Counts the ticks themselves: a step of 2 has only five of them between -3.5 and 7.5.</summary>
    private static (int Multiple, int Exponent) Finest(double min, double max, int most)
    {
        for (var exponent = PortableMath.FloorLog10((max - min) / most) - 1; ; exponent++)
            foreach (var m in (int[])[1, 2, 5])
            {
                var (step, slack) = (PortableMath.Scaled(m, exponent), 1e-9 * (max - min));
                if (Math.Floor((max + slack) / step) - Math.Ceiling((min - slack) / step) < most) return (m, exponent);
            }
    }

    /// <summary>The smallest round step with which at most <paramref name="most"/> ticks fit into the span.</summary>
    internal static (int Multiple, int Exponent) Step(double span, int most)
    {
        var exponent = PortableMath.FloorLog10(span / most);
        while (true)
        {
            foreach (var m in (int[])[1, 2, 5])
                if (span / PortableMath.Scaled(m, exponent) + 1 <= most + 1e-9) return (m, exponent);
            exponent++;
        }
    }

    /// <summary>Very large and very small numbers are written as multiples of a power of ten.</summary>
    private static int CommonExponent(double min, double max)
    {
        var largest = Math.Max(Math.Abs(min), Math.Abs(max));
        return largest is >= 1e6 or < 1e-2 and > 0 ? PortableMath.FloorLog10(largest * (1 + 1e-9)) : 0;
    }

    private static List<double> Minor(double min, double max, int m, int exponent, bool wholeOnly)
    {
        // A step of 1 or 5 has five parts, a step of 2 has four: each part is again a round number.
        var (part, e) = m switch { 1 => (2, exponent - 1), 2 => (5, exponent - 1), _ => (1, exponent) };
        var minor = new List<double>();
        if (wholeOnly && e < 0) return minor;
        var every = m switch { 1 => 5, 2 => 4, _ => 5 };
        for (var k = Math.Ceiling(min / PortableMath.Scaled(part, e)); ; k++)
        {
            var value = PortableMath.Scaled(k * part, e);
            if (value > max) return minor;
            if (k % every != 0) minor.Add(value);
        }
    }
}
