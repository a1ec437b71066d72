namespace ResearchKit.Figures;

/// <summary>
/// Something to draw on: a <see cref="Panel"/>, or a <see cref="Figure"/> with a single panel. The verbs
/// (<c>Line</c>, <c>Bars</c>, <c>Heatmap</c>, ...) are extension methods of it, so both have all of them, and return a
/// new value: nothing is changed in place.
/// </summary>
/// <typeparam name="TSelf">The implementing type.</typeparam>
public interface IPlot<TSelf> where TSelf : IPlot<TSelf>
{
    /// <summary>The panel that verbs draw on.</summary>
    Panel Panel { get; }

    /// <summary>A copy that shows <paramref name="panel"/> instead.</summary>
    TSelf With(Panel panel);
}
