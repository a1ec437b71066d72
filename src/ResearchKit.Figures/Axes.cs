namespace ResearchKit.Figures;

/// <summary>Axes of a plot.</summary>
public static class Axes
{
    /// <summary>Names the horizontal axis and, if asked, sets its scale, ends and order of categories.</summary>
    /// <param name="plot">The figure or panel.</param>
    /// <param name="label">What is measured; <c>_{..}</c> and <c>^{..}</c> make subscripts and superscripts.</param>
    /// <param name="unit">The unit, shown in parentheses.</param>
    /// <param name="scale">Linear or logarithmic.</param>
    /// <param name="min">The lower end; from the data if null.</param>
    /// <param name="max">The upper end; from the data if null.</param>
    /// <param name="categories">The order of categories; as they come if null.</param>
    /// <exception cref="ArgumentException">The ends are not in order, or not positive on a logarithmic
    /// axis.</exception>
    public static TPlot XAxis<TPlot>(
        this TPlot plot, string? label = null, string? unit = null, AxisScale scale = AxisScale.Linear,
        double? min = null, double? max = null, IReadOnlyList<string>? categories = null)
        where TPlot : IPlot<TPlot> =>
        plot.With(plot.Panel with { X = Create(label, unit, scale, min, max, categories) });

    /// <summary>Names the vertical axis and, if asked, sets its scale, ends and order of categories.</summary>
    /// <inheritdoc cref="XAxis{TPlot}"/>
    public static TPlot YAxis<TPlot>(
        this TPlot plot, string? label = null, string? unit = null, AxisScale scale = AxisScale.Linear,
        double? min = null, double? max = null, IReadOnlyList<string>? categories = null)
        where TPlot : IPlot<TPlot> =>
        plot.With(plot.Panel with { Y = Create(label, unit, scale, min, max, categories) });

    private static Axis Create(
        string? label, string? unit, AxisScale scale, double? min, double? max, IReadOnlyList<string>? categories)
    {
        if (min is { } bad && !double.IsFinite(bad) || max is { } worse && !double.IsFinite(worse))
            throw new ArgumentException($"The axis '{label}' has an end that is not a finite number.");
        if (min is { } low && max is { } high && !(high - low > 1e-9 * Math.Max(Math.Abs(low), Math.Abs(high))))
            throw new ArgumentException(
                $"The axis '{label}' ends at {max}, which is not (or hardly) above its start {min}.");
        if (scale == AxisScale.Log && (min <= 0 || max <= 0))
            throw new ArgumentException($"The logarithmic axis '{label}' needs ends above 0.");
        return new Axis
        {
            Label = label, Unit = unit, Scale = scale, Min = min, Max = max, Categories = categories?.ToArray(),
        };
    }
}
