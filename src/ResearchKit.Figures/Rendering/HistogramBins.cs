namespace ResearchKit.Figures.Rendering;

/// <summary>Bins of equal, round width from <see cref="Start"/> on.</summary>
internal sealed record HistogramBins(double Start, double Width, int Count)
{
    internal double End => Start + Width * Count;

    /// <summary>The bins that all histograms of a panel share.</summary>
    internal static HistogramBins For(IReadOnlyList<HistogramTrace> traces)
    {
        var values = traces.SelectMany(t => t.Values).Where(double.IsFinite).ToArray();
        if (values.Length == 0) return new HistogramBins(0, 1, 1);
        double min = values.Min(), max = values.Max();
        if (!(max - min > 1e-12 * Math.Max(Math.Abs(min), Math.Abs(max))))
        {
            var width = min == 0 ? 1 : PortableMath.PowerOfTen(PortableMath.FloorLog10(Math.Abs(min)));
            return new HistogramBins(min - width / 2, width, 1);
        }
        var most = traces.Select(t => t.Bins).FirstOrDefault(b => b is not null)
            ?? Rice(traces.Max(t => t.Values.Length));
        var (m, exponent) = LinearTicks.Step(max - min, most + 1);
        var step = PortableMath.Scaled(m, exponent);
        var first = Math.Floor(min / step + 1e-9);
        var count = (int)Math.Max(1, Math.Ceiling(max / step - 1e-9) - first);
        return new HistogramBins(PortableMath.Scaled(first * m, exponent), step, count);
    }

    /// <summary>Heights of the bars; a value on an edge belongs to the upper bin, the largest to the last.</summary>
    internal double[] Heights(HistogramTrace trace)
    {
        var heights = new double[Count];
        var total = 0;
        foreach (var value in trace.Values.Where(double.IsFinite))
        {
            heights[Math.Clamp((int)Math.Floor((value - Start) / Width + 1e-9), 0, Count - 1)]++;
            total++;
        }
        var unit = trace.Scale switch
        {
            HistogramScale.Probability => total,
            HistogramScale.Density => total * Width,
            _ => 1,
        };
        if (total > 0)
            for (var i = 0; i < Count; i++) heights[i] /= unit;
        return heights;
    }

    /// <summary>Twice the cube root, rounded up; by whole numbers, since Math.Cbrt differs between platforms.</summary>
    private static int Rice(int count)
    {
        var bins = 1;
        while ((long)bins * bins * bins < 8L * count) bins++;
        return Math.Clamp(bins, 5, 60);
    }
}
